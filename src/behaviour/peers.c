/* Where an index stands among those of like physicians: of the specialty and region where there are
 * enough, else of the specialty, else all. */
#include "behaviour/behaviour_internal.h"

#include <math.h>

enum { ENOUGH = 20, LEVELS = 3 };

typedef struct {
    int32_t specialty, region; /* codes; -1: not told apart */
    double index;
    int32_t row;
} Peer;

static int compare_peers(const void *a, const void *b) {
    const Peer *x = a, *y = b;
    if (x->specialty != y->specialty)
        return x->specialty < y->specialty ? -1 : 1;
    if (x->region != y->region)
        return x->region < y->region ? -1 : 1;
    if (x->index != y->index)
        return x->index < y->index ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static gboolean is_same_group(const Peer *a, const Peer *b) {
    return a->specialty == b->specialty && a->region == b->region;
}

static const HcpColumn *find_texts(const HcpTable *nodes, const char *name) {
    const HcpColumn *column = hcp_table_find_column(nodes, name);
    gboolean fits = column != NULL && hcp_column_get_info(column)->kind == HCP_KIND_STRING;
    return fits ? column : NULL;
}

static int32_t get_code(const HcpColumn *column, int32_t row) {
    return column != NULL && hcp_column_is_valid(column, row) ? hcp_column_get_codes(column)[row]
                                                              : -1;
}

static char *describe(const HcpColumn *specialty, const HcpColumn *region, const Peer *peer) {
    if (peer->specialty < 0)
        return g_strdup("all");
    const char *first = hcp_column_get_code_text(specialty, peer->specialty);
    return peer->region < 0
               ? g_strdup(first)
               : g_strdup_printf("%s, %s", first, hcp_column_get_code_text(region, peer->region));
}

/* Percentiles within one group, for those who have none yet. */
static void rank_group(const Peer *peers, int32_t n, double *percentile, int32_t code,
                       int32_t *codes) {
    int32_t n_lower = 0;
    for (int32_t k = 0; k < n; k++) {
        if (k > 0 && peers[k].index > peers[k - 1].index)
            n_lower = k;
        if (!isnan(percentile[peers[k].row]))
            continue;
        percentile[peers[k].row] = round(1e4 * n_lower / n) / 100;
        codes[peers[k].row] = code;
    }
}

HcpColumn *hcp__peers_rank(const HcpTable *nodes, int32_t n_physicians, const uint8_t *is_ranked,
                           const double *index, const HcpColumnInfo *info, double *percentile) {
    const HcpColumn *specialty = find_texts(nodes, "specialty");
    const HcpColumn *region = find_texts(nodes, "region");
    int64_t n_nodes = hcp_table_get_n_rows(nodes);
    g_autofree Peer *peers = g_new(Peer, n_physicians + 1);
    g_autoptr(HcpPool) pool = hcp__pool_new();
    int32_t *codes = g_new0(int32_t, n_nodes + 1);
    for (int32_t i = 0; i < n_physicians; i++)
        percentile[i] = NAN;
    for (int level = 0; level < LEVELS; level++) {
        int32_t n = 0;
        for (int32_t i = 0; i < n_physicians; i++)
            if (is_ranked[i])
                peers[n++] = (Peer){.specialty = level < 2 ? get_code(specialty, i) : -1,
                                    .region = level < 1 ? get_code(region, i) : -1,
                                    .index = index[i],
                                    .row = i};
        qsort(peers, (gsize)n, sizeof *peers, compare_peers);
        for (int32_t first = 0, last; first < n; first = last) {
            for (last = first; last < n && is_same_group(&peers[last], &peers[first]); last++)
                ;
            gboolean told_apart = level == 2 || (peers[first].specialty >= 0 &&
                                                 (level == 1 || peers[first].region >= 0));
            if (!told_apart || (last - first < ENOUGH && level < 2))
                continue;
            g_autofree char *text = describe(specialty, region, &peers[first]);
            rank_group(peers + first, last - first, percentile, hcp__pool_add(pool, text, -1),
                       codes);
        }
    }
    uint8_t *validity = g_new0(uint8_t, n_nodes / 8 + 1);
    for (int32_t i = 0; i < n_physicians; i++)
        if (!isnan(percentile[i]))
            hcp__bit_set(validity, i);
    return hcp_column_new_take_strings(info, n_nodes, codes, validity, pool);
}
