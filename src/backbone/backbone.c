/* Which backbone is meant, and how it is said. */
#include <hcpnet/backbone.h>

#include "base/base_internal.h"
#include <math.h>
#include <string.h>

static const struct {
    const char *name, *words;
    gboolean percent;
} RULES[] = {[HCP_BACKBONE_DISPARITY] = {"disparity", "disparity p <= ", FALSE},
             [HCP_BACKBONE_NULL] = {"null", "beyond chance, q <= ", FALSE},
             [HCP_BACKBONE_TOP] = {"top", "strongest of each, ", TRUE}};

static gboolean read_level(const char *text, gboolean percent, double *level) {
    char *end;
    *level = g_ascii_strtod(text, &end);
    if (end == text || !g_ascii_isdigit(*text) || !isfinite(*level))
        return FALSE;
    if (percent)
        *level /= 100;
    return strcmp(end, percent ? "%" : "") == 0 && *level > 0 && *level <= 1;
}

gboolean hcp_backbone_parse(const char *text, HcpBackbone *backbone, GError **error) {
    for (gsize rule = 0; rule < G_N_ELEMENTS(RULES); rule++) {
        gsize length = strlen(RULES[rule].name);
        backbone->rule = (HcpBackboneRule)rule;
        if (strncmp(text, RULES[rule].name, length) == 0 && text[length] == ':' &&
            read_level(text + length + 1, RULES[rule].percent, &backbone->level))
            return TRUE;
    }
    g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                "backbone: expected disparity:P, null:Q or top:SHARE%%, as disparity:0.05, found "
                "'%s'",
                text);
    return FALSE;
}

char *hcp_backbone_describe(const HcpBackbone *backbone) {
    gboolean percent = RULES[backbone->rule].percent;
    char level[HCP__NUMBER_SIZE];
    hcp__format_double(level, percent ? backbone->level * 100 : backbone->level);
    return g_strconcat(RULES[backbone->rule].words, level, percent ? " %" : NULL, NULL);
}
