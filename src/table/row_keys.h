/* Rows that are known by a key. */
#ifndef HCPNET_ROW_KEYS_H
#define HCPNET_ROW_KEYS_H

#include "table/reader_internal.h"

typedef struct HcpRowKeys HcpRowKeys;

HcpRowKeys *hcp__row_keys_new(void);
void hcp__row_keys_free(HcpRowKeys *keys);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpRowKeys, hcp__row_keys_free)

/* Is the column `name` part of the key a;b? */
gboolean hcp__key_has_part(const char *names, const char *name);

/* The row's cells of the columns named in `names`, from;to, with a sign between that no id holds.
 */
void hcp__row_keys_make(GString *key, const char *names, const HcpHeader *header,
                        const HcpCell *cells);

/* FALSE when the very same row was added before; otherwise it is row 0, 1, ... of those added. */
gboolean hcp__row_keys_add(HcpRowKeys *keys, const HcpCsvRow *row, const GString *key);
const char *hcp__row_keys_get_text(const HcpRowKeys *keys, int32_t row);
int64_t hcp__row_keys_get_line(const HcpRowKeys *keys, int32_t row);

/* winner[row] = the row that stays of those with the same key, the byte-smallest; row itself when
 * it stays. Owned by the caller. NULL when every row stays. */
int32_t *hcp__row_keys_find_winners(const HcpRowKeys *keys);

#endif
