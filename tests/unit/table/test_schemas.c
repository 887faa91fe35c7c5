/* The lists of tables and fields, and that docs/FORMATS.md says the same. */
#include "support.h"

#include <string.h>

static void every_schema_is_found_by_its_name(void) {
    gsize n;
    const HcpSchema *schemas = hcp_schema_list(&n);
    CU_ASSERT_EQUAL(n, 11);
    for (gsize i = 0; i < n; i++)
        CU_ASSERT_PTR_EQUAL(hcp_schema_find(schemas[i].name), &schemas[i]);
    CU_ASSERT_PTR_NULL(hcp_schema_find("nonsense"));
    CU_ASSERT_PTR_NULL(hcp_schema_find_field(&schemas[0], "nonsense"));
}

static gboolean is_plain(const char *name) {
    return g_ascii_islower(name[0]) &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_;") == strlen(name);
}

/* A table's fields and aliases, each once: else one column would answer to two fields. */
static void check_names(const HcpSchema *schema) {
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize i = 0; i < schema->n_fields; i++)
        CU_ASSERT(g_hash_table_add(seen, g_strdup(schema->fields[i].name)));
    for (gsize i = 0; i < schema->n_fields; i++) {
        const HcpField *field = &schema->fields[i];
        CU_ASSERT(is_plain(field->name) && field->doc[0] != '\0');
        CU_ASSERT(is_plain(field->aliases));
        CU_ASSERT(field->min < field->max);
        g_auto(GStrv) aliases = g_strsplit(field->aliases, ";", -1);
        for (char **alias = aliases; *alias != NULL; alias++)
            if (!g_hash_table_add(seen, g_strdup(*alias))) {
                g_printerr("%s: %s: '%s' twice\n", schema->name, field->name, *alias);
                CU_FAIL("an alias twice");
            }
    }
}

static void names_and_aliases_are_plain_and_no_two_fields_share_one(void) {
    gsize n;
    const HcpSchema *schemas = hcp_schema_list(&n);
    for (gsize i = 0; i < n; i++)
        check_names(&schemas[i]);
}

static void keys_are_required_fields(void) {
    gsize n;
    const HcpSchema *schemas = hcp_schema_list(&n);
    for (gsize i = 0; i < n; i++) {
        g_auto(GStrv) parts = g_strsplit(schemas[i].key != NULL ? schemas[i].key : "", ";", -1);
        for (char **part = parts; *part != NULL; part++) {
            const HcpField *field = hcp_schema_find_field(&schemas[i], *part);
            CU_ASSERT(field != NULL && field->required);
        }
    }
}

static void patients_are_marked_so_that_the_gate_sees_them(void) {
    gsize n;
    const HcpSchema *schemas = hcp_schema_list(&n);
    for (gsize i = 0; i < n; i++)
        for (gsize k = 0; k < schemas[i].n_fields; k++) {
            const HcpField *field = &schemas[i].fields[k];
            CU_ASSERT_EQUAL(field->type == HCP_FIELD_PATIENT,
                            field->privacy == HCP_PRIVACY_PATIENT);
            if (strstr(field->name, "patients") != NULL)
                CU_ASSERT_EQUAL(field->privacy, HCP_PRIVACY_PATIENT_COUNT);
        }
}

/* The line of docs/FORMATS.md that a field must have; owned by the caller. */
static char *format_line(const HcpField *field) {
    g_auto(GStrv) aliases = g_strsplit(field->aliases, ";", -1);
    g_autofree char *joined = g_strjoinv(", ", aliases);
    const char *mark = field->required ? "**" : "";
    return g_strdup_printf("| %s%s%s | %s | %s | %s |", mark, field->name, mark,
                           hcp_field_type_name(field->type), field->doc, joined);
}

/* The section of a table: from its heading to the next. */
static char *find_section(const char *text, const HcpSchema *schema) {
    g_autofree char *heading = g_strdup_printf("\n### %s\n", schema->name);
    const char *from = strstr(text, heading);
    if (from == NULL)
        return g_strdup("");
    const char *end = strstr(from + strlen(heading), "\n#");
    return end != NULL ? g_strndup(from, (gsize)(end - from)) : g_strdup(from);
}

static void the_format_page_has_every_field_as_it_is(void) {
    g_autofree char *path = hcp_test_graph("../docs/FORMATS.md");
    g_autofree char *text = NULL;
    CU_ASSERT(g_file_get_contents(path, &text, NULL, NULL));
    gsize n;
    const HcpSchema *schemas = hcp_schema_list(&n);
    for (gsize i = 0; i < n; i++) {
        g_autofree char *section = find_section(text != NULL ? text : "", &schemas[i]);
        for (gsize k = 0; k < schemas[i].n_fields; k++) {
            g_autofree char *line = format_line(&schemas[i].fields[k]);
            gboolean is_there = strstr(section, line) != NULL;
            if (!is_there)
                g_printerr("docs/FORMATS.md, %s: expected\n%s\n", schemas[i].name, line);
            CU_ASSERT(is_there);
        }
    }
}

HCP_TEST_MAIN(HCP_TEST(every_schema_is_found_by_its_name),
              HCP_TEST(names_and_aliases_are_plain_and_no_two_fields_share_one),
              HCP_TEST(keys_are_required_fields),
              HCP_TEST(patients_are_marked_so_that_the_gate_sees_them),
              HCP_TEST(the_format_page_has_every_field_as_it_is))
