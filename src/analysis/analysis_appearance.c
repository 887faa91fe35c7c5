#include "analysis/analysis_internal.h"

#include <string.h>

/* Computes the column when it is a result that is not there yet; other names are left to the
 * style, which knows what to say when nothing bears them. */
static gboolean need_column(HcpAnalysis *analysis, const char *name, const HcpRun *run,
                            GError **error) {
    if (hcp_table_find_column(analysis->nodes, name) != NULL)
        return TRUE;
    if (strcmp(name, "community") == 0)
        return hcp_analysis_add_communities(analysis, run, error);
    const char *const names[] = {name, NULL};
    return hcp_measure_find(name) == NULL ||
           hcp_analysis_add_measures(analysis, NULL, names, run, error);
}

gboolean hcp_analysis_add_appearance(HcpAnalysis *analysis, const HcpRun *run, HcpStyle **out_style,
                                     GError **error) {
    const HcpStudy *study = analysis->study;
    if (!need_column(analysis, study->colour, run, error) ||
        !need_column(analysis, study->size, run, error))
        return FALSE;
    g_autoptr(HcpColumn) x = NULL, y = NULL;
    if (!hcp_layout_compute(analysis->main, run, &x, &y, error))
        return FALSE;
    g_autoptr(HcpStyle) style =
        hcp_style_compute(analysis->nodes, study->colour, study->size, error);
    if (style == NULL)
        return FALSE;
    hcp__analysis_append_columns(analysis, 4,
                                 (HcpColumn *const[]){x, y, style->size, style->color});
    *out_style = g_steal_pointer(&style);
    return TRUE;
}
