/* Colours of categories on a map. */
#ifndef HCPNET_LAYOUT_PALETTE_H
#define HCPNET_LAYOUT_PALETTE_H

#define HCP__PALETTE_SIZE 8

/* "#rrggbb". Any two, and the greys, stay apart for colour-blind readers too. */
extern const char *const hcp__palette[HCP__PALETTE_SIZE];
extern const char *const hcp__palette_other;   /* values beyond the commonest */
extern const char *const hcp__palette_missing; /* no value */

#endif
