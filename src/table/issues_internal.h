/* Between issues.c, which collects, and issues_tables.c, which shows. */
#ifndef HCPNET_ISSUES_INTERNAL_H
#define HCPNET_ISSUES_INTERNAL_H

#include "base/base_internal.h"
#include "table/table_internal.h"

#define HCP__EXAMPLES_MAX 3

/* An issue, and where its examples stand. The texts are those of the pool. */
typedef struct {
    HcpIssue issue;
    guint n_examples;
    struct {
        const char *file, *message;
        int64_t line;
    } examples[HCP__EXAMPLES_MAX]; /* the first, by file and line */
} HcpIssueEntry;

/* A rejected row; the texts are codes of the pool. */
typedef struct {
    int64_t line;
    int32_t file, column, reason, row;
} HcpReject;

struct HcpIssues {
    HcpPool *texts;
    GPtrArray *tallies; /* of HcpTally * */
    GPtrArray *entries; /* of HcpIssueEntry *, by table, kind, column */
    GArray *rejects;    /* of HcpReject, in the order of finding */
    GPtrArray *unknown; /* of HcpUnknownIds *, by table, column */
};

void hcp__unknown_ids_free(HcpUnknownIds *unknown);

#endif
