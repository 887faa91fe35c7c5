/* The manifest: from what and by what a run's files were made. It tells nothing of the machine, the
 * time or the paths, so that equal runs give equal bytes. */
#include "exchange/exchange_internal.h"

#include <hcpnet/version.h>
#include <string.h>

static const char *kind_name(HcpKind kind) {
    static const char *const NAMES[] = {[HCP_KIND_INT64] = "integer",
                                        [HCP_KIND_DOUBLE] = "number",
                                        [HCP_KIND_BOOL] = "boolean",
                                        [HCP_KIND_STRING] = "text",
                                        [HCP_KIND_DATE] = "date"};
    return NAMES[kind];
}

/* "name=version" for each library, as the build found them. */
static void write_libraries(HcpJson *json) {
    g_auto(GStrv) pairs = g_strsplit(HCPNET_LIBRARIES, " ", -1);
    hcp__json_key(json, "libraries");
    hcp__json_begin(json, '{');
    for (char **pair = pairs; *pair != NULL; pair++) {
        g_auto(GStrv) parts = g_strsplit(*pair, "=", 2);
        hcp__json_member(json, parts[0], parts[1]);
    }
    hcp__json_end(json, '}');
}

/* One object a row. */
static void write_rows(HcpJson *json, const char *key, const HcpTable *table) {
    hcp__json_key(json, key);
    hcp__json_rows(json, table);
}

/* The rows read of a file: several tables may be read from one. -1 where the tallies do not name
 * it. */
static int64_t find_rows(const HcpTable *tallies, const char *file) {
    const HcpColumn *files = hcp_table_find_column(tallies, "file");
    const HcpColumn *read = hcp_table_find_column(tallies, "read");
    int64_t most = -1;
    for (int64_t row = 0; files != NULL && read != NULL && row < hcp_table_get_n_rows(tallies);
         row++)
        if (g_strcmp0(hcp_column_get_text(files, row), file) == 0)
            most = MAX(most, hcp_column_get_int64s(read)[row]);
    return most;
}

static void write_inputs(HcpJson *json, const HcpManifest *manifest) {
    const HcpTable *tallies = hcp_release_get_table(manifest->tallies);
    hcp__json_key(json, "inputs");
    hcp__json_begin(json, '[');
    for (guint i = 0; i < manifest->inputs->len; i++) {
        const HcpInput *input = &g_array_index(manifest->inputs, HcpInput, i);
        int64_t rows = find_rows(tallies, input->file);
        hcp__json_begin(json, '{');
        hcp__json_member(json, "file", input->file);
        hcp__json_member(json, "sha256", input->sha256);
        hcp__json_key(json, "bytes");
        hcp__json_int64(json, input->bytes);
        if (rows >= 0) {
            hcp__json_key(json, "rows");
            hcp__json_int64(json, rows);
        }
        hcp__json_end(json, '}');
    }
    hcp__json_end(json, ']');
}

static void write_columns(HcpJson *json, const char *key, const HcpTable *table) {
    hcp__json_key(json, key);
    hcp__json_begin(json, '[');
    for (gsize c = 0; c < hcp_table_get_n_columns(table); c++) {
        const HcpColumnInfo *info = hcp_column_get_info(hcp_table_get_column(table, c));
        hcp__json_begin(json, '{');
        hcp__json_member(json, "name", info->name);
        hcp__json_member(json, "kind", kind_name(info->kind));
        if (info->label != NULL)
            hcp__json_member(json, "label", info->label);
        if (info->unit != NULL)
            hcp__json_member(json, "unit", info->unit);
        if (info->definition != NULL)
            hcp__json_member(json, "definition", info->definition);
        hcp__json_end(json, '}');
    }
    hcp__json_end(json, ']');
}

static void write_network(HcpJson *json, const HcpNetwork *network) {
    const HcpTable *attributes = hcp_edges_get_attributes(hcp_network_get_edges(network));
    hcp__json_member(json, "layer", hcp_network_get_layer(network));
    hcp__json_key(json, "edges");
    hcp__json_int64(json, hcp_network_get_n_edges(network));
    write_columns(json, "edge_columns", attributes);
}

static void write_notes(HcpJson *json, const HcpTable *table) {
    for (gsize i = 0; i < hcp_table_get_n_notes(table); i++)
        hcp__json_member(json, hcp_table_get_note_key(table, i),
                         hcp_table_get_note_value(table, i));
}

static void write_members(HcpJson *json, const HcpManifestFile *file) {
    const HcpTable *table = hcp_release_get_table(file->content);
    const HcpNetwork *network = hcp_release_get_network(file->content);
    hcp__json_member(json, "file", file->name);
    hcp__json_key(json, "rows");
    hcp__json_int64(json, hcp_table_get_n_rows(table));
    write_columns(json, "columns", table);
    if (network != NULL)
        write_network(json, network);
    write_rows(json, "privacy", hcp_release_get_audit(file->content));
}

static void write_manifest(HcpJson *json, const HcpManifest *manifest) {
    hcp__json_begin(json, '{');
    hcp__json_member(json, "program", "hcpnet");
    hcp__json_member(json, "version", hcp_version());
    write_libraries(json);
    /* As text: JavaScript would round a seed above 2^53. */
    g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, manifest->seed);
    hcp__json_member(json, "seed", seed);
    write_rows(json, "settings", hcp_release_get_table(manifest->settings));
    write_inputs(json, manifest);
    write_rows(json, "tables", hcp_release_get_table(manifest->tallies));
    hcp__json_key(json, "files");
    hcp__json_begin(json, '[');
    for (gsize i = 0; i < manifest->n_files; i++) {
        hcp__json_begin(json, '{');
        write_members(json, &manifest->files[i]);
        hcp__json_end(json, '}');
    }
    hcp__json_end(json, ']');
    hcp__json_end(json, '}');
}

gboolean hcp_manifest_write(const HcpManifest *manifest, const char *path, GError **error) {
    g_return_val_if_fail(manifest != NULL && path != NULL, FALSE);
    g_return_val_if_fail(manifest->settings != NULL && manifest->tallies != NULL, FALSE);
    HcpOutput *output = hcp__output_open(path, error);
    if (output == NULL)
        return FALSE;
    HcpJson json;
    hcp__json_init(&json, output, TRUE);
    write_manifest(&json, manifest);
    return hcp__output_commit(output, error);
}

gboolean hcp_manifest_write_file(const HcpManifestFile *file, const char *path, GError **error) {
    HcpOutput *output = hcp__output_open(path, error);
    if (output == NULL)
        return FALSE;
    HcpJson json;
    hcp__json_init(&json, output, TRUE);
    hcp__json_begin(&json, '{');
    hcp__json_member(&json, "program", "hcpnet");
    hcp__json_member(&json, "version", hcp_version());
    write_notes(&json, hcp_release_get_table(file->content));
    write_members(&json, file);
    hcp__json_end(&json, '}');
    return hcp__output_commit(output, error);
}
