#include "study/dataset_internal.h"
#include "study/study_internal.h"
#include "table/table_internal.h"

#include <string.h>

typedef struct {
    HcpRawContext context;
    HcpDataset *dataset;
    HcpRawTable physicians, organisations; /* .table NULL: the study has no such table */
    GArray *raws;                          /* of HcpRawTable: the others */
    HcpDigests *digests;
} Loader;

static void clear_raw(void *data) {
    hcp__raw_table_clear(data);
}

static void clear_loader(Loader *loader) {
    hcp__digests_free(loader->digests);
    hcp__raw_table_clear(&loader->physicians);
    hcp__raw_table_clear(&loader->organisations);
    g_clear_pointer(&loader->context.physicians.pool, hcp__pool_unref);
    g_clear_pointer(&loader->context.organisations.pool, hcp__pool_unref);
    g_array_unref(loader->raws);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Loader, clear_loader)

/* ---- inputs: a missing file is known before anything is read ---- */

static gboolean has_input(const GArray *inputs, const char *file) {
    for (guint i = 0; i < inputs->len; i++)
        if (strcmp(g_array_index(inputs, HcpInput, i).file, file) == 0)
            return TRUE;
    return FALSE;
}

static void add_inputs(Loader *loader, const HcpStudyTable *table, GPtrArray *paths) {
    for (char **file = table->files; *file != NULL; file++) {
        if (has_input(loader->dataset->inputs, *file))
            continue;
        HcpInput input = {.file = g_strdup(*file)};
        g_array_append_val(loader->dataset->inputs, input);
        g_ptr_array_add(paths, hcp__study_find_file(loader->context.study, *file));
    }
}

static gboolean start_digests(Loader *loader, GError **error) {
    const GPtrArray *tables = loader->context.study->tables;
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < tables->len; i++)
        add_inputs(loader, tables->pdata[i], paths);
    g_ptr_array_add(paths, NULL);
    loader->digests =
        hcp__digests_start(loader->dataset->inputs, (const char *const *)(const void *)paths->pdata,
                           loader->context.run, error);
    return loader->digests != NULL;
}

/* ---- masters: their rows are the nodes ---- */

static const HcpStudyTable *find_group(const HcpStudy *study, const char *schema) {
    for (guint i = 0; i < study->tables->len; i++) {
        const HcpStudyTable *table = study->tables->pdata[i];
        if (strcmp(table->schema, schema) == 0)
            return table;
    }
    return NULL;
}

/* Organisations stand by kind, then id; physicians by id. Under pseudonyms the order is theirs:
 * that of the ids would tell who is who. */
static gboolean order_master(HcpRawTable *raw, const HcpRawContext *context, GError **error) {
    HcpColumn *kind = raw->schema == hcp_schema_find("organisations")
                          ? hcp_table_find_column(raw->table, "kind")
                          : NULL;
    g_autoptr(HcpColumn) id = hcp_column_ref(hcp_table_find_column(raw->table, "id"));
    if (context->study->pseudonym_key != NULL) {
        hcp_column_unref(id);
        id = hcp__raw_table_sort_pseudonyms(raw, context, error);
        if (id == NULL)
            return FALSE;
    }
    g_autofree int32_t *order = NULL;
    int64_t n = hcp_table_get_n_rows(raw->table);
    HcpColumn *const columns[] = {kind != NULL ? kind : id, id};
    g_autoptr(HcpTable) keys = hcp_table_new("keys", n, kind != NULL ? 2 : 1, columns);
    return hcp__rows_order(keys, kind != NULL ? 2 : 1, context->run, &order, error) &&
           (order == NULL || hcp__raw_table_take_rows(raw, n, order, context->run, error));
}

/* Reads the master of a domain, if the study has it, and closes the domain over its ids. */
static gboolean load_master(Loader *loader, const char *schema, HcpRawTable *raw,
                            HcpIdDomain *domain, GError **error) {
    raw->group = find_group(loader->context.study, schema);
    raw->schema = hcp_schema_find(schema);
    if (raw->group == NULL)
        return TRUE;
    *domain = (HcpIdDomain){hcp__pool_new(), TRUE};
    if (!hcp__raw_table_read(raw, &loader->context, error) ||
        !hcp__raw_table_settle(raw, &loader->context, error) ||
        !order_master(raw, &loader->context, error))
        return FALSE;
    HcpColumn *ids = hcp_table_find_column(raw->table, "id");
    g_auto(HcpRecoding) recoding = {0};
    if (!hcp__recoding_of_rows(&recoding, ids, error))
        return FALSE;
    g_autoptr(HcpColumn) column = hcp__recoding_apply(&recoding, ids, loader->context.run, error);
    if (column == NULL)
        return FALSE;
    hcp__raw_table_set_column(raw, column);
    hcp__pool_unref(domain->pool);
    *domain = (HcpIdDomain){g_steal_pointer(&recoding.pool), FALSE};
    return TRUE;
}

/* ---- the other tables ---- */

static void open_domain(HcpIdDomain *domain) {
    if (domain->pool == NULL)
        *domain = (HcpIdDomain){hcp__pool_new(), TRUE};
}

static gboolean is_master(const HcpStudyTable *group) {
    return strcmp(group->schema, "physicians") == 0 || strcmp(group->schema, "organisations") == 0;
}

static gboolean read_tables(Loader *loader, GError **error) {
    const GPtrArray *tables = loader->context.study->tables;
    open_domain(&loader->context.physicians);
    open_domain(&loader->context.organisations);
    for (guint i = 0; i < tables->len; i++) {
        const HcpStudyTable *group = tables->pdata[i];
        if (is_master(group))
            continue;
        HcpRawTable raw = {.group = group, .schema = hcp_schema_find(group->schema)};
        gboolean done = hcp__raw_table_read(&raw, &loader->context, error);
        g_array_append_val(loader->raws, raw);
        if (!done)
            return FALSE;
    }
    return TRUE;
}

static gboolean mark_used(const HcpRawTable *raw, HcpFieldType type, uint8_t *used,
                          const HcpRun *run, GError **error) {
    for (gsize i = 0; i < hcp_table_get_n_columns(raw->table); i++)
        if (hcp__raw_table_get_type(raw, i) == type &&
            !hcp__column_mark_used(hcp_table_get_column(raw->table, i), used, run, error))
            return FALSE;
    return TRUE;
}

/* Without a master the nodes are the ids of the rows, in byte order. */
static gboolean close_domain(Loader *loader, HcpIdDomain *domain, HcpFieldType type,
                             GError **error) {
    if (!domain->open)
        return TRUE;
    const HcpRun *run = loader->context.run;
    const HcpRawTable *raws = (const HcpRawTable *)(const void *)loader->raws->data;
    g_autofree uint8_t *used = hcp__array_new(hcp__pool_size(domain->pool), 1, error);
    gboolean good = used != NULL;
    for (guint i = 0; good && i < loader->raws->len; i++)
        good = mark_used(&raws[i], type, used, run, error);
    g_auto(HcpRecoding) recoding = {0};
    good = good && hcp__recoding_of_used(&recoding, domain->pool, used, run, error);
    for (guint i = 0; good && i < loader->raws->len; i++)
        good = hcp__raw_table_recode(&g_array_index(loader->raws, HcpRawTable, i), type, &recoding,
                                     run, error);
    if (!good)
        return FALSE;
    hcp__pool_unref(domain->pool);
    *domain = (HcpIdDomain){g_steal_pointer(&recoding.pool), FALSE};
    return TRUE;
}

/* ---- pseudonyms ---- */

/* Rows have been joined by the ids; from here on nothing holds one. */
static gboolean replace_ids(Loader *loader, HcpRawTable *master, HcpIdDomain *domain,
                            HcpFieldType type, GError **error) {
    const HcpStudy *study = loader->context.study;
    const HcpRun *run = loader->context.run;
    g_auto(HcpRecoding) recoding = {0};
    if (!hcp__recoding_of_pseudonyms(&recoding, study, type, domain->pool, error))
        return FALSE;
    for (guint i = 0; i < loader->raws->len; i++)
        if (!hcp__raw_table_recode(&g_array_index(loader->raws, HcpRawTable, i), type, &recoding,
                                   run, error))
            return FALSE;
    if (master->table != NULL) {
        HcpColumn *ids = hcp_table_find_column(master->table, "id");
        g_autoptr(HcpColumn) column = hcp__recoding_apply(&recoding, ids, run, error);
        if (column == NULL)
            return FALSE;
        hcp__raw_table_set_column(master, column);
    }
    hcp__pool_unref(domain->pool);
    domain->pool = g_steal_pointer(&recoding.pool);
    return TRUE;
}

static gboolean pseudonymise(Loader *loader, GError **error) {
    HcpRawContext *context = &loader->context;
    if (context->study->pseudonym_key == NULL)
        return TRUE;
    if (!replace_ids(loader, &loader->physicians, &context->physicians, HCP_FIELD_PHYSICIAN,
                     error) ||
        !replace_ids(loader, &loader->organisations, &context->organisations,
                     HCP_FIELD_ORGANISATION, error))
        return FALSE;
    hcp__raw_table_drop_names(&loader->physicians);
    hcp__raw_table_drop_names(&loader->organisations);
    for (guint i = 0; i < loader->raws->len; i++)
        hcp__raw_table_drop_names(&g_array_index(loader->raws, HcpRawTable, i));
    return TRUE;
}

static gboolean settle_tables(Loader *loader, GError **error) {
    hcp_run_report(loader->context.run, "order rows", 0);
    for (guint i = 0; i < loader->raws->len; i++) {
        HcpRawTable *raw = &g_array_index(loader->raws, HcpRawTable, i);
        if (!hcp__raw_table_settle(raw, &loader->context, error))
            return FALSE;
        HcpDataTable *data = g_new(HcpDataTable, 1);
        *data = (HcpDataTable){raw->group, g_steal_pointer(&raw->table)};
        g_ptr_array_add(loader->dataset->tables, data);
        hcp_run_report(loader->context.run, "order rows", (i + 1.0) / loader->raws->len);
    }
    return TRUE;
}

static gboolean make_nodes(Loader *loader, GError **error) {
    HcpDataset *dataset = loader->dataset;
    const HcpRawContext *context = &loader->context;
    dataset->has_master = loader->physicians.table != NULL;
    g_autoptr(HcpTable) physicians =
        dataset->has_master ? hcp_table_ref(loader->physicians.table)
                            : hcp__nodes_of_pool("physicians", context->physicians.pool, NULL);
    g_autoptr(HcpTable) organisations =
        loader->organisations.table != NULL
            ? hcp_table_ref(loader->organisations.table)
            : hcp__nodes_of_pool("organisations", context->organisations.pool, "organisation");
    dataset->n_physicians = (int32_t)hcp_table_get_n_rows(physicians);
    dataset->n_organisations = (int32_t)hcp_table_get_n_rows(organisations);
    HcpPool *pool = loader->organisations.table != NULL ? context->organisations.pool : NULL;
    dataset->nodes = hcp__nodes_new(physicians, organisations, pool, error);
    return dataset->nodes != NULL;
}

static gboolean load(Loader *loader, GError **error) {
    HcpRawContext *context = &loader->context;
    return start_digests(loader, error) &&
           load_master(loader, "organisations", &loader->organisations, &context->organisations,
                       error) &&
           load_master(loader, "physicians", &loader->physicians, &context->physicians, error) &&
           read_tables(loader, error) && pseudonymise(loader, error) &&
           close_domain(loader, &context->physicians, HCP_FIELD_PHYSICIAN, error) &&
           close_domain(loader, &context->organisations, HCP_FIELD_ORGANISATION, error) &&
           settle_tables(loader, error) && make_nodes(loader, error) &&
           hcp__digests_finish(loader->digests, context->run, error);
}

HcpDataset *hcp_dataset_load(const HcpStudy *study, const HcpRun *run, GError **error) {
    g_return_val_if_fail(study != NULL && run != NULL, NULL);
    if (study->tables->len == 0) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT,
                    "%s: expected at least one table, found none",
                    study->path != NULL ? study->path : "study");
        return NULL;
    }
    g_autoptr(HcpDataset) dataset = hcp__dataset_new(study);
    g_auto(Loader) loader = {.context = {.study = study, .issues = dataset->issues, .run = run},
                             .dataset = dataset,
                             .raws = g_array_new(FALSE, FALSE, sizeof(HcpRawTable))};
    g_array_set_clear_func(loader.raws, clear_raw);
    return load(&loader, error) ? g_steal_pointer(&dataset) : NULL;
}
