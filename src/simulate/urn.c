#include "simulate/urn_internal.h"

struct HcpSimUrn {
    int64_t *offset; /* members of group g stand at offset[g] .. offset[g + 1] - 1 */
    int32_t *member;
    double *cumulative; /* within the group, up to and with the member */
};

static void sort_into_groups(HcpSimUrn *urn, int64_t n_groups, int64_t n, const int32_t *group) {
    for (int64_t i = 0; i < n; i++)
        if (group[i] >= 0)
            urn->offset[group[i] + 1]++;
    for (int64_t g = 0; g < n_groups; g++)
        urn->offset[g + 1] += urn->offset[g];
    g_autofree int64_t *next = g_new(int64_t, n_groups + 1);
    for (int64_t g = 0; g <= n_groups; g++)
        next[g] = urn->offset[g];
    for (int64_t i = 0; i < n; i++)
        if (group[i] >= 0)
            urn->member[next[group[i]]++] = (int32_t)i;
}

HcpSimUrn *hcp__sim_urn_new(int64_t n_groups, int64_t n, const int32_t *group,
                            const double *weight) {
    HcpSimUrn *urn = g_new0(HcpSimUrn, 1);
    urn->offset = g_new0(int64_t, n_groups + 1);
    urn->member = g_new0(int32_t, MAX(n, 1));
    urn->cumulative = g_new0(double, MAX(n, 1));
    sort_into_groups(urn, n_groups, n, group);
    for (int64_t g = 0; g < n_groups; g++) {
        double sum = 0;
        for (int64_t k = urn->offset[g]; k < urn->offset[g + 1]; k++)
            urn->cumulative[k] = sum += weight[urn->member[k]];
    }
    return urn;
}

void hcp__sim_urn_free(HcpSimUrn *urn) {
    if (urn == NULL)
        return;
    g_free(urn->offset);
    g_free(urn->member);
    g_free(urn->cumulative);
    g_free(urn);
}

double hcp__sim_urn_weight(const HcpSimUrn *urn, int64_t group) {
    int64_t first = urn->offset[group], last = urn->offset[group + 1];
    return last > first ? urn->cumulative[last - 1] : 0;
}

int32_t hcp__sim_urn_draw(const HcpSimUrn *urn, int64_t group, HcpRng *rng) {
    double sum = hcp__sim_urn_weight(urn, group);
    if (!(sum > 0))
        return -1;
    double mark = hcp__rng_double(rng) * sum;
    int64_t low = urn->offset[group], high = urn->offset[group + 1] - 1;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (urn->cumulative[middle] > mark)
            high = middle;
        else
            low = middle + 1;
    }
    return urn->member[low];
}
