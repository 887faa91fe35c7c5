#include "measure/measure_internal.h"

#include <math.h>

static HcpColumn *make_counts(const HcpColumnInfo *info, int32_t n, const double *value,
                              GError **error) {
    g_autofree int64_t *count = hcp__array_new(n, sizeof *count, error);
    g_autofree uint8_t *validity = hcp__array_new(n / 8 + 1, 1, error);
    if (count == NULL || validity == NULL)
        return NULL;
    for (int32_t i = 0; i < n; i++) {
        if (isnan(value[i]))
            continue;
        count[i] = (int64_t)value[i];
        hcp__bit_set(validity, i);
    }
    return hcp_column_new_take(info, n, g_steal_pointer(&count), g_steal_pointer(&validity));
}

HcpColumn *hcp_measure_compute(const HcpMeasure *measure, const HcpNetwork *network,
                               const char *prefix, const HcpRun *run, GError **error) {
    g_return_val_if_fail(measure != NULL && network != NULL && run != NULL, NULL);
    int32_t n = hcp_network_get_n_nodes(network);
    g_autofree double *value = hcp__array_new(n, sizeof *value, error);
    if (value == NULL)
        return NULL;
    hcp_run_report(run, measure->name, 0);
    if (!measure->compute(network, run, value, error))
        return NULL;
    hcp_run_report(run, measure->name, 1);

    g_autofree char *name =
        prefix != NULL ? g_strdup_printf("%s_%s", prefix, measure->name) : g_strdup(measure->name);
    g_autofree char *label = prefix != NULL ? g_strdup_printf("%s (%s)", measure->label, prefix)
                                            : g_strdup(measure->label);
    HcpColumnInfo info = {
        .name = name,
        .label = label,
        .unit = measure->unit,
        .definition = measure->definition,
        .kind = measure->whole_number ? HCP_KIND_INT64 : HCP_KIND_DOUBLE,
        .privacy = measure->weight_sum || measure->tells_weights ? HCP_PRIVACY_WEIGHT_SUM
                                                                 : HCP_PRIVACY_NONE,
    };
    if (measure->whole_number)
        return make_counts(&info, n, value, error);
    return hcp_column_new_doubles(&info, n, value);
}
