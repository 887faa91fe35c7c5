/* Texts about the members of a community. */
#ifndef HCPNET_COMMUNITY_INTERNAL_H
#define HCPNET_COMMUNITY_INTERNAL_H

#include <hcpnet/table.h>

/* "cardiology 12, internal medicine 7, oncology 3": the three commonest values of a column among
 * the members, ties by bytes. NULL without the column or without any value. Freed with g_free. */
char *hcp__describe_commonest(const HcpTable *nodes, int32_t n, const int32_t *member,
                              const char *column);

/* "cardiology": the commonest value alone. The column is the first of region and specialty that
 * tells nodes apart, else NULL is returned. Freed with g_free. */
char *hcp__describe_character(const HcpTable *nodes, int32_t n, const int32_t *member);

/* "A. Peeters; B. Claes; C. Maes": names, or ids where there is no name, of the three members with
 * the largest value of a number column, ties by row. NULL without the column or any value. */
char *hcp__describe_leaders(const HcpTable *nodes, int32_t n, const int32_t *member,
                            const char *column);

#endif
