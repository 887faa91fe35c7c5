#include "community/community_internal.h"

#include "base/base_internal.h"

enum { N_SHOWN = 3 };

typedef struct {
    const char *text; /* borrowed from the pool */
    int32_t count;
} Tally;

static int compare_tallies(const void *a, const void *b) {
    const Tally *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return g_strcmp0(x->text, y->text);
}

/* The distinct values among the members and how often they occur, commonest first. */
static GArray *tally(const HcpColumn *values, int32_t n, const int32_t *member, HcpPool *pool) {
    GArray *tallies = g_array_new(FALSE, TRUE, sizeof(Tally));
    g_autoptr(GString) text = g_string_new(NULL);
    for (int32_t k = 0; k < n; k++) {
        g_string_truncate(text, 0);
        hcp_column_append_text(values, member[k], text);
        if (text->len == 0)
            continue;
        int32_t code = hcp__pool_add(pool, text->str, (gssize)text->len);
        if ((guint)code >= tallies->len)
            g_array_set_size(tallies, (guint)code + 1);
        g_array_index(tallies, Tally, code).count++;
    }
    for (guint t = 0; t < tallies->len; t++)
        g_array_index(tallies, Tally, t).text = hcp__pool_text(pool, (int32_t)t);
    g_array_sort(tallies, compare_tallies);
    return tallies;
}

char *hcp__describe_commonest(const HcpTable *nodes, int32_t n, const int32_t *member,
                              const char *column) {
    HcpColumn *values = hcp_table_find_column(nodes, column);
    if (values == NULL)
        return NULL;
    g_autoptr(HcpPool) pool = hcp__pool_new();
    g_autoptr(GArray) tallies = tally(values, n, member, pool);
    GString *text = g_string_new(NULL);
    for (guint t = 0; t < MIN(tallies->len, N_SHOWN); t++) {
        const Tally *one = &g_array_index(tallies, Tally, t);
        g_string_append_printf(text, "%s%s %d", t > 0 ? ", " : "", one->text, one->count);
    }
    return g_string_free(text, text->len == 0);
}

static gboolean tells_apart(const HcpColumn *column) {
    const char *first = NULL;
    for (int64_t row = 0; row < hcp_column_get_length(column); row++) {
        const char *text = hcp_column_get_text(column, row);
        first = first != NULL ? first : text;
        if (text != NULL && g_strcmp0(text, first) != 0)
            return TRUE;
    }
    return FALSE;
}

char *hcp__describe_character(const HcpTable *nodes, int32_t n, const int32_t *member) {
    static const char *const NAMES[] = {"region", "specialty"};
    for (gsize c = 0; c < G_N_ELEMENTS(NAMES); c++) {
        const HcpColumn *column = hcp_table_find_column(nodes, NAMES[c]);
        if (column == NULL || hcp_column_get_info(column)->kind != HCP_KIND_STRING ||
            !tells_apart(column))
            continue;
        g_autoptr(HcpPool) pool = hcp__pool_new();
        g_autoptr(GArray) tallies = tally(column, n, member, pool);
        if (tallies->len > 0)
            return g_strdup(g_array_index(tallies, Tally, 0).text);
    }
    return NULL;
}

static void append_name(const HcpTable *nodes, int32_t node, GString *text) {
    HcpColumn *name = hcp_table_find_column(nodes, "name");
    HcpColumn *id = hcp_table_find_column(nodes, "id");
    gboolean named = name != NULL && hcp_column_is_valid(name, node);
    if (named)
        hcp_column_append_text(name, node, text);
    else if (id != NULL)
        hcp_column_append_text(id, node, text);
}

char *hcp__describe_leaders(const HcpTable *nodes, int32_t n, const int32_t *member,
                            const char *column) {
    HcpColumn *values = column != NULL ? hcp_table_find_column(nodes, column) : NULL;
    if (values == NULL)
        return NULL;
    g_autofree double *value = g_new(double, (gsize)n + 1);
    for (int32_t k = 0; k < n; k++)
        value[k] = hcp_column_get_number(values, member[k]);
    int32_t top[N_SHOWN];
    int64_t n_top = hcp__top_k(n, value, N_SHOWN, top);
    GString *text = g_string_new(NULL);
    for (int64_t t = 0; t < n_top; t++) {
        g_string_append(text, t > 0 ? "; " : "");
        append_name(nodes, member[top[t]], text);
    }
    return g_string_free(text, n_top == 0);
}
