#include "base/base_internal.h"
#include "derive/derive_internal.h"

#include <string.h>

/* In the order of the layers. */
static const struct {
    const char *schema;
    HcpDeriveFunc derive;
} RULES[] = {{"referrals", hcp__derive_referrals},
             {"ties", hcp__derive_ties},
             {"visits", hcp__derive_visits},
             {"pairs", hcp__derive_shared},
             {"affiliations", hcp__derive_affiliation},
             {"prescriptions", hcp__derive_dispensing},
             {"interactions", hcp__derive_attendance}};

static int compare_layers(const void *a, const void *b) {
    const HcpEdges *x = *(HcpEdges *const *)a, *y = *(HcpEdges *const *)b;
    return strcmp(hcp_edges_get_layer(x), hcp_edges_get_layer(y));
}

/* The layers of all tables of a schema, by name. */
static gboolean add_schema(const HcpDataset *dataset, gsize rule, GPtrArray *layers,
                           const HcpRun *run, GError **error) {
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_edges_unref);
    for (guint t = 0; t < dataset->tables->len; t++) {
        const HcpDataTable *data = dataset->tables->pdata[t];
        if (strcmp(data->group->schema, RULES[rule].schema) == 0 &&
            !RULES[rule].derive(dataset, data, found, run, error))
            return FALSE;
    }
    g_ptr_array_sort(found, compare_layers);
    g_ptr_array_extend_and_steal(layers, g_steal_pointer(&found));
    return TRUE;
}

static gboolean check_names(const GPtrArray *layers, GError **error) {
    for (guint a = 0; a < layers->len; a++)
        for (guint b = a + 1; b < layers->len; b++) {
            const char *name = hcp_edges_get_layer(layers->pdata[a]);
            if (strcmp(name, hcp_edges_get_layer(layers->pdata[b])) != 0)
                continue;
            g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT,
                        "layer: expected a name for each, found '%s' in two tables: name one by "
                        "its group, as [pairs:NAME]",
                        name);
            return FALSE;
        }
    return TRUE;
}

GPtrArray *hcp_derive_layers(const HcpDataset *dataset, const HcpRun *run, GError **error) {
    g_autoptr(GPtrArray) layers = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_edges_unref);
    for (gsize rule = 0; rule < G_N_ELEMENTS(RULES); rule++) {
        hcp_run_report(run, "edges", (double)rule / (double)G_N_ELEMENTS(RULES));
        if (!add_schema(dataset, rule, layers, run, error))
            return NULL;
    }
    hcp_run_report(run, "edges", 1);
    return check_names(layers, error) ? g_steal_pointer(&layers) : NULL;
}
