#include "study/dataset_internal.h"

#include <string.h>

static void free_data_table(void *data) {
    HcpDataTable *table = data;
    hcp_table_unref(table->table);
    g_free(table);
}

static void clear_input(void *data) {
    HcpInput *input = data;
    g_free(input->file);
    g_free(input->sha256);
}

HcpDataset *hcp__dataset_new(const HcpStudy *study) {
    HcpDataset *dataset = g_new0(HcpDataset, 1);
    dataset->study = study;
    dataset->tables = g_ptr_array_new_with_free_func(free_data_table);
    dataset->issues = hcp_issues_new();
    dataset->inputs = g_array_new(FALSE, FALSE, sizeof(HcpInput));
    g_array_set_clear_func(dataset->inputs, clear_input);
    return dataset;
}

void hcp_dataset_free(HcpDataset *dataset) {
    if (dataset == NULL)
        return;
    g_clear_pointer(&dataset->nodes, hcp_table_unref);
    g_ptr_array_unref(dataset->tables);
    hcp_issues_free(dataset->issues);
    g_array_unref(dataset->inputs);
    g_free(dataset);
}

HcpTable *hcp_dataset_find(const HcpDataset *dataset, const char *schema) {
    for (guint i = 0; i < dataset->tables->len; i++) {
        const HcpDataTable *table = dataset->tables->pdata[i];
        if (strcmp(table->group->schema, schema) == 0)
            return table->table;
    }
    return NULL;
}
