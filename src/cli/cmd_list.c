#include "cli/commands.h"

#include <string.h>

static const char *weight_use(HcpWeightUse use) {
    switch (use) {
    case HCP_WEIGHT_UNUSED:
        return "not used";
    case HCP_WEIGHT_STRENGTH:
        return "strength";
    case HCP_WEIGHT_LENGTH:
        return "length = 1 / weight";
    }
    return "";
}

static HcpTable *list_measures(void) {
    const char *const names[] = {"measure",  "definition", "direction", "weight",
                                 "isolates", "parameters", "source",    "cost"};
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    gsize n;
    const HcpMeasure *const *measures = hcp_measure_list(&n);
    for (gsize i = 0; i < n; i++) {
        const HcpMeasure *measure = measures[i];
        const char *const row[] = {
            measure->name,     measure->definition, measure->direction, weight_use(measure->weight),
            measure->isolates, measure->parameters, measure->source,    measure->cost};
        for (gsize j = 0; j < G_N_ELEMENTS(row); j++)
            g_ptr_array_add(cells, (char *)row[j]);
    }
    return hcp_table_new_texts("measures", G_N_ELEMENTS(names), names, cells);
}

static HcpTable *list_fields(void) {
    const char *const names[] = {"table", "field", "type", "required", "aliases", "meaning"};
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    gsize n;
    const HcpSchema *schemas = hcp_schema_list(&n);
    for (gsize i = 0; i < n; i++)
        for (gsize j = 0; j < schemas[i].n_fields; j++) {
            const HcpField *field = &schemas[i].fields[j];
            g_ptr_array_add(cells, (char *)schemas[i].name);
            g_ptr_array_add(cells, (char *)field->name);
            g_ptr_array_add(cells, (char *)hcp_field_type_name(field->type));
            g_ptr_array_add(cells, field->required ? "required" : "");
            g_ptr_array_add(cells, (char *)(field->aliases != NULL ? field->aliases : ""));
            g_ptr_array_add(cells, (char *)field->doc);
        }
    return hcp_table_new_texts("fields", G_N_ELEMENTS(names), names, cells);
}

static HcpTable *list_tables(void) {
    const char *const names[] = {"table", "meaning"};
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    gsize n;
    const HcpSchema *schemas = hcp_schema_list(&n);
    for (gsize i = 0; i < n; i++) {
        g_ptr_array_add(cells, (char *)schemas[i].name);
        g_ptr_array_add(cells, (char *)schemas[i].doc);
    }
    return hcp_table_new_texts("tables", G_N_ELEMENTS(names), names, cells);
}

static HcpTable *list_commands(void) {
    const char *const names[] = {"command", "summary"};
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    for (const CliCommand *const *command = cli_commands; *command != NULL; command++) {
        g_ptr_array_add(cells, (char *)(*command)->name);
        g_ptr_array_add(cells, (char *)(*command)->summary);
    }
    return hcp_table_new_texts("commands", G_N_ELEMENTS(names), names, cells);
}

static HcpTable *list_settings(void) {
    const char *const names[] = {"group", "key", "default", "meaning"};
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    gsize n;
    const HcpSetting *settings = hcp_study_list_settings(&n);
    for (gsize i = 0; i < n; i++) {
        g_ptr_array_add(cells, (char *)settings[i].group);
        g_ptr_array_add(cells, (char *)settings[i].key);
        g_ptr_array_add(cells, (char *)settings[i].fallback);
        g_ptr_array_add(cells, (char *)settings[i].doc);
    }
    return hcp_table_new_texts("settings", G_N_ELEMENTS(names), names, cells);
}

static HcpTable *list_presets(void) {
    const char *const names[] = {"preset", "table", "source", "columns", "note"};
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    gsize n;
    const HcpPreset *presets = hcp_preset_list(&n);
    for (gsize i = 0; i < n; i++) {
        g_ptr_array_add(cells, (char *)presets[i].name);
        g_ptr_array_add(cells, (char *)presets[i].schema);
        g_ptr_array_add(cells, (char *)presets[i].source);
        g_ptr_array_add(cells, (char *)presets[i].rules.mapping);
        g_ptr_array_add(cells, (char *)presets[i].note);
    }
    return hcp_table_new_texts("presets", G_N_ELEMENTS(names), names, cells);
}

static const struct {
    const char *name;
    HcpTable *(*make)(void);
} LISTS[] = {
    {"measures", list_measures}, {"tables", list_tables},   {"fields", list_fields},
    {"settings", list_settings}, {"presets", list_presets}, {"commands", list_commands},
};

static HcpTable *make_list(const char *name, GError **error) {
    for (gsize i = 0; i < G_N_ELEMENTS(LISTS); i++)
        if (strcmp(LISTS[i].name, name) == 0)
            return LISTS[i].make();
    g_set_error(error, HCP_ERROR, HCP_ERROR_ARGUMENT,
                "expected measures, tables, fields, settings, presets or commands, found '%s'",
                name);
    return NULL;
}

static int list(Cli *cli, int argc, char **argv) {
    g_auto(CliTableOptions) options = {0};
    const GOptionEntry entries[] = {CLI_TABLE_ENTRIES(options), G_OPTION_ENTRY_NULL};
    int exit_code;
    if (!cli_parse(cli, entries, NULL, &argc, &argv, &exit_code))
        return exit_code;
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpTable) table = make_list(argc == 2 ? argv[1] : "", &error);
    if (table == NULL)
        return cli_finish(error);
    HcpReleasePolicy policy = HCP_RELEASE_POLICY_INIT;
    g_autoptr(HcpRelease) release = hcp_release_table(table, &policy, &error);
    if (release != NULL)
        cli_write_table(release, &options, 0, NULL, &error);
    return cli_finish(error);
}

const CliCommand cmd_list = {
    .name = "list",
    .arguments = "measures|tables|fields|settings|presets|commands",
    .summary = "Show what there is, with definitions",
    .description =
        "Prints every measure with its definition, the tables that a study may hold, "
        "their fields, the settings of a study, the presets of exports, or the commands.",
    .examples = "hcpnet list measures\n"
                "hcpnet list fields --format csv\n",
    .run = list,
};
