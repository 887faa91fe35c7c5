/* Which columns of a file hold patients: those bound to a field that does, and those whose names
 * say so, whatever the study takes them for. */
#include "table/row_mask.h"

#include <string.h>

/* Words for a patient and for the numbers that countries give to people: Medicare (mbi, hicn),
 * Belgium (insz, niss), the Netherlands (bsn), France (nir), Sweden (personnummer). */
static const char *const STEMS[] = {"patient",
                                    "pat",
                                    "bene",
                                    "beneficiary",
                                    "mbi",
                                    "hicn",
                                    "mrn",
                                    "ssn",
                                    "insz",
                                    "niss",
                                    "bsn",
                                    "nir",
                                    "personnummer",
                                    "pnr",
                                    "nhs",
                                    "rijksregister",
                                    "rijksregisternummer"};

/* Words that are patients only where the word, or the next one, is one of ENDINGS: a client may be
 * the physician, and patienten are counted. */
static const char *const NUMBERED[] = {"patienten", "patients",   "member", "client",
                                       "insured",   "verzekerde", "assure"};

/* What may follow in the same word: patientnr, patientnumber2. */
static const char *const ENDINGS[] = {"id",     "nr",     "no",        "num", "key",
                                      "number", "nummer", "pseudonym", "code"};

/* Words that end in patient and count or describe: outpatient_days. */
static const char *const NO_PATIENTS[] = {"inpatient", "outpatient", NULL};

/* Names with one of these count or describe patients: patient_count. */
static const char *const COUNTS[] = {"count",  "counts", "cnt",  "n",    "aantal", "nombre",
                                     "antal",  "share",  "pct",  "rate", "panel",  "trust",
                                     "volume", "total",  "mean", "avg",  NULL};

static gboolean begins_with_ending(const char *text) {
    for (gsize i = 0; i < G_N_ELEMENTS(ENDINGS); i++)
        if (g_str_has_prefix(text, ENDINGS[i]))
            return TRUE;
    return FALSE;
}

static gboolean is_patient_word(const char *word, const char *next) {
    for (gsize i = 0; i < G_N_ELEMENTS(STEMS); i++) {
        const char *rest = word + strlen(STEMS[i]);
        if (g_str_has_prefix(word, STEMS[i]) && (*rest == '\0' || begins_with_ending(rest)))
            return TRUE;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(NUMBERED); i++) {
        const char *rest = word + strlen(NUMBERED[i]);
        if (g_str_has_prefix(word, NUMBERED[i]) &&
            begins_with_ending(*rest == '\0' && next != NULL ? next : rest))
            return TRUE;
    }
    return g_str_has_suffix(word, "patient") && !g_strv_contains(NO_PATIENTS, word);
}

gboolean hcp__field_is_known_as(const HcpField *field, const char *name) {
    g_autofree char *plain = hcp__header_plain_name(name);
    g_auto(GStrv) aliases = g_strsplit(field->aliases != NULL ? field->aliases : "", ";", -1);
    return strcmp(field->name, plain) == 0 || g_strv_contains((const char *const *)aliases, plain);
}

gboolean hcp__column_tells_of_patient(const HcpField *field, const char *label) {
    if (field != NULL && field->type == HCP_FIELD_PATIENT)
        return TRUE;
    g_autofree char *plain = hcp__header_plain_name(label);
    if (field != NULL && hcp__field_is_known_as(field, label))
        return FALSE;
    g_auto(GStrv) words = g_strsplit(plain, "_", -1);
    gboolean is_patient = FALSE;
    for (char **word = words; *word != NULL; word++) {
        if (g_strv_contains(COUNTS, *word))
            return FALSE;
        is_patient = is_patient || is_patient_word(*word, word[1]);
    }
    return is_patient;
}

/* ---- of one file ---- */

static gboolean could_hold_patients(const HcpSchema *schema) {
    for (gsize i = 0; i < schema->n_fields; i++)
        if (schema->fields[i].type == HCP_FIELD_PATIENT)
            return TRUE;
    return FALSE;
}

const HcpBinding *hcp__header_find_binding(const HcpHeader *header, gsize column) {
    guint binding = header->binding[column];
    return binding > 0 ? &g_array_index(header->bindings, HcpBinding, binding - 1) : NULL;
}

static void index_bindings(HcpHeader *header) {
    header->binding = g_new0(guint, header->names->len);
    for (guint i = 0; i < header->bindings->len; i++)
        header->binding[g_array_index(header->bindings, HcpBinding, i).column] = i + 1;
}

/* Where the table could tell of patients and no column is known to, each unknown one may. */
void hcp__header_mark_patients(HcpHeader *header, const HcpReaderSpec *spec) {
    gboolean could_hold = could_hold_patients(spec->schema), has_own = FALSE;
    index_bindings(header);
    for (gsize i = 0; i < header->names->len; i++) {
        const HcpBinding *binding = hcp__header_find_binding(header, i);
        const HcpField *field = binding != NULL ? binding->field : NULL;
        header->patient[i] =
            hcp__column_tells_of_patient(field, g_ptr_array_index(header->names, i));
        header->has_patient |= header->patient[i];
        if (field == NULL || field->type != HCP_FIELD_PATIENT)
            continue;
        header->patient_column = i;
        has_own = TRUE;
    }
    for (gsize i = 0; i < header->names->len && could_hold && !has_own; i++) {
        header->patient[i] |= header->binding[i] == 0;
        header->has_patient |= header->patient[i];
    }
    /* Without names nothing says that the columns are what they are taken for. */
    header->has_patient |= could_hold && spec->no_header;
    header->has_own_patient = has_own;
    header->hides_values = spec->hides_values;
    header->has_patient |= spec->hides_values;
    header->physicians = spec->physicians.open ? NULL : spec->physicians.pool;
}

void hcp__header_mark_counts(HcpHeader *header) {
    for (guint i = 0; i < header->bindings->len; i++) {
        const HcpBinding *binding = &g_array_index(header->bindings, HcpBinding, i);
        if (binding->field == NULL || binding->field->privacy != HCP_PRIVACY_PATIENT_COUNT)
            continue;
        header->count[binding->column] = TRUE;
        header->has_count = TRUE;
    }
}

void hcp__header_watch_patients(HcpHeader *header, const HcpRowStore *store) {
    for (gsize i = 0; i < store->n_columns; i++) {
        const HcpColumnBuilder *column = &store->columns[i];
        if (column->binding->field != NULL && column->binding->field->type == HCP_FIELD_PATIENT)
            header->patients = column->pool;
    }
}
