#include "layout/palette.h"

/* P. Tol, Colour Schemes, SRON/EPS/TN/09-002 issue 3.2 (2021): "muted" without olive, the pale
 * yellow last. */
const char *const hcp__palette[HCP__PALETTE_SIZE] = {
    "#332288", "#cc6677", "#117733", "#88ccee", "#882255", "#44aa99", "#aa4499", "#ddcc77",
};
const char *const hcp__palette_other = "#bbbbbb";
const char *const hcp__palette_missing = "#e4e4e4";
