/* A master may have several columns that could be its id, such as the team's own and that of the
 * authority. Which one the other files of the folder use, their cells tell. */
#include "study/recognise_internal.h"
#include "table/row_mask.h"

#include <string.h>

static const HcpFileColumn *column_at(const HcpFileGuess *guess, guint k) {
    return guess->columns->pdata[k];
}

static void add_cells(GHashTable *ids, const HcpFileGuess *guess, guint k) {
    for (guint i = 0; i < guess->sample->len; i++) {
        char **cells = guess->sample->pdata[i];
        if (!hcp__file_column_is_missing(column_at(guess, k), cells[k]))
            g_hash_table_add(ids, cells[k]);
    }
}

/* The ids of that type in all files but the master's. Texts are borrowed. */
static GHashTable *collect_ids(const GPtrArray *guesses, const HcpFileGuess *master,
                               HcpFieldType type) {
    GHashTable *ids = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint g = 0; g < guesses->len; g++) {
        const HcpFileGuess *guess = guesses->pdata[g];
        for (guint k = 0; k < guess->columns->len && guess != master; k++) {
            const HcpField *field = column_at(guess, k)->field;
            if (field != NULL && field->type == type)
                add_cells(ids, guess, k);
        }
    }
    return ids;
}

static guint count_known(const HcpFileGuess *guess, guint k, GHashTable *ids) {
    g_autoptr(GHashTable) own = g_hash_table_new(g_str_hash, g_str_equal);
    guint n = 0;
    add_cells(own, guess, k);
    GHashTableIter iter;
    void *id;
    g_hash_table_iter_init(&iter, own);
    while (g_hash_table_iter_next(&iter, &id, NULL))
        n += (guint)g_hash_table_contains(ids, id);
    return n;
}

/* TRUE of the column that is the id, and of others that are nothing else and are called like one.
 */
static gboolean could_be_id(const HcpFileColumn *column, const HcpField *id) {
    return column->field == id || (column->field == NULL && !column->is_masked &&
                                   hcp__field_is_known_as(id, column->name));
}

void hcp__file_guess_choose_id(HcpFileGuess *master, const GPtrArray *guesses) {
    const HcpField *id = &master->schema->fields[0];
    g_autoptr(GHashTable) ids = collect_ids(guesses, master, id->type);
    HcpFileColumn *best = NULL, *now = NULL;
    guint most = 0;
    for (guint k = 0; k < master->columns->len; k++) {
        HcpFileColumn *column = master->columns->pdata[k];
        if (!could_be_id(column, id))
            continue;
        guint n = count_known(master, k, ids);
        if (column->field == id)
            now = column;
        if (n > most || (n == most && column->field == id)) {
            most = n;
            best = column;
        }
    }
    if (now == NULL || best == NULL || best == now || most == 0)
        return;
    now->field = NULL;
    now->why = NULL;
    best->field = id;
    best->why = "content";
}
