/* Rows of one key, of which one stays: the byte-smallest, so that the order of rows decides
 * nothing. */
#ifndef HCPNET_ROW_RIVALS_H
#define HCPNET_ROW_RIVALS_H

#include "table/row_rules.h"
#include "table/row_store.h"

/* Rows as they were read, all of them in the table. All is borrowed. */
typedef struct {
    const HcpReaderSpec *spec;
    gsize block; /* see HcpCsvFormat */
    const HcpHeader *header;
    HcpRowRules *rules; /* NULL: none */
    const HcpRowChecker *checker;
    const HcpRowStore *store; /* knows the lines; its columns are in the table */
    const GArray *key_hashes; /* of int64_t by row, see hcp__key_hash; NULL: the schema's key */
    HcpIssues *issues;
    HcpTally *tally; /* in which all are counted as used */
    HcpPlace place;
} HcpKeyedRows;

/* Rows of one key have one hash; two keys may have one, too. */
int64_t hcp__key_hash(const GString *key);

/* Takes the table over, and returns it without the rows that stood before, or lose against another
 * one of their key: those are rejected where the key is the schema's, else they are copies. Where
 * keys repeat the file is read again, for the rows of those keys alone. Memory for the while: 20
 * bytes a row, 8 less where the file has rows in the order of their keys; 4 bytes an id where keys
 * are two ids, rows of one first id stand together and no key repeats. */
HcpTable *hcp__keyed_rows_drop_rivals(const HcpKeyedRows *rows, HcpTable *table, const HcpRun *run,
                                      GError **error);

#endif
