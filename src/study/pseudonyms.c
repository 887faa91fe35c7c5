/* A keyed hash in the place of each id, so that files that leave can be joined with each other and,
 * by who has the key, with the master; by nobody else. */
#include "study/dataset_internal.h"
#include "study/study_internal.h"
#include "table/table_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_MIN = 32, KEY_MAX = 4096, PSEUDONYM_DIGITS = 24 };

/* ---- the key ---- */

static gboolean refuse_key(const char *path, const char *found, GError **error) {
    g_set_error(error, HCP_ERROR, HCP_ERROR_REFUSED,
                "%s: expected a file of %d to %d secret bytes that its owner alone may read (mode "
                "0600), found %s",
                path, KEY_MIN, KEY_MAX, found);
    return FALSE;
}

/* Of the open file, so that it is the one that is read. */
static gboolean check_key_file(int file, const char *path, GError **error) {
    struct stat status;
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
        return refuse_key(path, "no regular file", error);
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        g_autofree char *mode = g_strdup_printf("mode %04o", (guint)status.st_mode & 07777U);
        return refuse_key(path, mode, error);
    }
    return TRUE;
}

static GBytes *read_key(int file, const char *path, GError **error) {
    guint8 key[KEY_MAX + 1];
    gsize n = 0;
    gssize got;
    if (!check_key_file(file, path, error))
        return NULL;
    while ((got = read(file, key + n, sizeof key - n)) > 0)
        n += (gsize)got;
    if (got == 0 && n >= KEY_MIN && n <= KEY_MAX)
        return g_bytes_new(key, n);
    refuse_key(path, n < KEY_MIN ? "fewer" : "more", error);
    return NULL;
}

/* ---- pseudonyms ---- */

/* HMAC-SHA256 (RFC 2104) of the kind and the id: a physician and a pharmacy of one number differ.
 */
static char *make_pseudonym(const HcpStudy *study, HcpFieldType type, const char *id) {
    gsize length;
    gconstpointer key = g_bytes_get_data(study->pseudonym_key, &length);
    const char *kind = type == HCP_FIELD_PHYSICIAN ? "P" : "O";
    g_autoptr(GHmac) hmac = g_hmac_new(G_CHECKSUM_SHA256, key, length);
    g_hmac_update(hmac, (const guchar *)kind, 1);
    g_hmac_update(hmac, (const guchar *)id, -1);
    return g_strdup_printf("%s%.*s", kind, PSEUDONYM_DIGITS, g_hmac_get_string(hmac));
}

/* Ids that the study names are compared with those of the tables, and shown among its settings. */
static void replace_named_ids(HcpStudy *study) {
    for (char **id = study->organisations; id != NULL && *id != NULL; id++) {
        char *pseudonym = make_pseudonym(study, HCP_FIELD_ORGANISATION, *id);
        g_free(*id);
        *id = pseudonym;
    }
}

gboolean hcp_study_pseudonymise(HcpStudy *study, const char *key_file, GError **error) {
    g_return_val_if_fail(study != NULL && key_file != NULL, FALSE);
    int file = open(key_file, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_FILE, "%s: %s", key_file, g_strerror(errno));
        return FALSE;
    }
    g_clear_pointer(&study->pseudonym_key, g_bytes_unref);
    study->pseudonym_key = read_key(file, key_file, error);
    close(file);
    if (study->pseudonym_key != NULL)
        replace_named_ids(study);
    return study->pseudonym_key != NULL;
}

gboolean hcp__recoding_of_pseudonyms(HcpRecoding *recoding, const HcpStudy *study,
                                     HcpFieldType type, const HcpPool *pool, GError **error) {
    int32_t n = hcp__pool_size(pool);
    recoding->pool = hcp__pool_new();
    recoding->new_code = hcp__array_new(n, sizeof(int32_t), error);
    for (int32_t code = 0; recoding->new_code != NULL && code < n; code++) {
        g_autofree char *pseudonym = make_pseudonym(study, type, hcp__pool_text(pool, code));
        recoding->new_code[code] = hcp__pool_add(recoding->pool, pseudonym, -1);
    }
    return recoding->new_code != NULL;
}

HcpColumn *hcp__raw_table_sort_pseudonyms(const HcpRawTable *raw, const HcpRawContext *context,
                                          GError **error) {
    HcpColumn *ids = hcp_table_find_column(raw->table, "id");
    HcpFieldType type =
        strcmp(raw->schema->name, "physicians") == 0 ? HCP_FIELD_PHYSICIAN : HCP_FIELD_ORGANISATION;
    g_auto(HcpRecoding) recoding = {0};
    if (!hcp__recoding_of_pseudonyms(&recoding, context->study, type, hcp__column_get_pool(ids),
                                     error))
        return NULL;
    g_autoptr(HcpColumn) column = hcp__recoding_apply(&recoding, ids, context->run, error);
    return column != NULL ? hcp__column_sort_codes(column, context->run, error) : NULL;
}

/* ---- tables ---- */

/* A further column of texts that differ from row to row tells rows apart as an id does. */
static gboolean tells_rows_apart(const HcpRawTable *raw, const HcpColumn *column) {
    const HcpColumnInfo *info = hcp_column_get_info(column);
    int64_t n = hcp_column_get_length(column) - hcp_column_count_missing(column);
    return info->kind == HCP_KIND_STRING &&
           hcp_schema_find_field(raw->schema, info->name) == NULL &&
           hcp_column_get_n_codes(column) > n / 2;
}

void hcp__raw_table_drop_names(HcpRawTable *raw) {
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (gsize i = 0; raw->table != NULL && i < hcp_table_get_n_columns(raw->table); i++) {
        const HcpColumn *column = hcp_table_get_column(raw->table, i);
        const HcpColumnInfo *info = hcp_column_get_info(column);
        if (info->privacy == HCP_PRIVACY_NAME || strcmp(info->name, "name") == 0 ||
            tells_rows_apart(raw, column))
            g_ptr_array_add(names, (char *)info->name);
    }
    if (names->len == 0)
        return;
    HcpTable *rest =
        hcp_table_without_columns(raw->table, names->len, (const char *const *)names->pdata);
    hcp_table_unref(raw->table);
    raw->table = rest;
}
