#include <hcpnet/partition.h>

#include "network/network_internal.h"
#include <stdlib.h>

struct HcpPartition {
    int ref_count;
    int32_t n_nodes, n_communities;
    int32_t *community;
    int32_t *size;
};

typedef struct {
    int32_t label, node;
} Labelled;

/* Entries first .. first + size - 1 of the list sorted by (label, node) bear one label. */
typedef struct {
    int32_t first, size;
    int32_t smallest_node;
} Group;

static int compare_labelled(const void *a, const void *b) {
    const Labelled *x = a, *y = b;
    if (x->label != y->label)
        return x->label < y->label ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

static int compare_groups(const void *a, const void *b) {
    const Group *x = a, *y = b;
    if (x->size != y->size)
        return x->size > y->size ? -1 : 1;
    return (x->smallest_node > y->smallest_node) - (x->smallest_node < y->smallest_node);
}

static int32_t list_labelled(int32_t n, const int32_t *label, Labelled *list) {
    int32_t n_listed = 0;
    for (int32_t i = 0; i < n; i++)
        if (label[i] >= 0)
            list[n_listed++] = (Labelled){label[i], i};
    qsort(list, (size_t)n_listed, sizeof *list, compare_labelled);
    return n_listed;
}

static GArray *group(const Labelled *list, int32_t n_listed) {
    GArray *groups = g_array_new(FALSE, FALSE, sizeof(Group));
    for (int32_t k = 0; k < n_listed; k++) {
        if (k == 0 || list[k].label != list[k - 1].label) {
            Group fresh = {.first = k, .smallest_node = list[k].node};
            g_array_append_val(groups, fresh);
        }
        g_array_index(groups, Group, groups->len - 1).size++;
    }
    g_array_sort(groups, compare_groups);
    return groups;
}

int32_t hcp__labels_renumber(int32_t n, const int32_t *label, int32_t *id, int32_t **out_sizes) {
    g_autofree Labelled *list = g_new(Labelled, (gsize)n + 1);
    int32_t n_listed = list_labelled(n, label, list);
    g_autoptr(GArray) groups = group(list, n_listed);
    g_autofree int32_t *size = g_new(int32_t, (gsize)groups->len + 1);
    for (int32_t i = 0; i < n; i++)
        id[i] = -1;
    for (guint g = 0; g < groups->len; g++) {
        const Group *at = &g_array_index(groups, Group, g);
        size[g] = at->size;
        for (int32_t k = at->first; k < at->first + at->size; k++)
            id[list[k].node] = (int32_t)g;
    }
    if (out_sizes != NULL)
        *out_sizes = g_steal_pointer(&size);
    return (int32_t)groups->len;
}

HcpPartition *hcp_partition_new(int32_t n, const int32_t *label) {
    g_return_val_if_fail(n >= 0, NULL);
    HcpPartition *partition = g_new0(HcpPartition, 1);
    partition->ref_count = 1;
    partition->n_nodes = n;
    partition->community = g_new(int32_t, n);
    partition->n_communities =
        hcp__labels_renumber(n, label, partition->community, &partition->size);
    return partition;
}

HcpPartition *hcp_partition_new_from_column(const HcpColumn *column) {
    int32_t n = (int32_t)hcp_column_get_length(column);
    g_autofree int32_t *label = g_new(int32_t, n + 1);
    for (int32_t i = 0; i < n; i++)
        label[i] = hcp_column_is_valid(column, i) ? (int32_t)hcp_column_get_int64s(column)[i] : -1;
    return hcp_partition_new(n, label);
}

HcpPartition *hcp_partition_ref(HcpPartition *partition) {
    g_atomic_int_inc(&partition->ref_count);
    return partition;
}

void hcp_partition_unref(HcpPartition *partition) {
    if (partition == NULL || !g_atomic_int_dec_and_test(&partition->ref_count))
        return;
    g_free(partition->community);
    g_free(partition->size);
    g_free(partition);
}

int32_t hcp_partition_get_n_nodes(const HcpPartition *partition) {
    return partition->n_nodes;
}

int32_t hcp_partition_get_n_communities(const HcpPartition *partition) {
    return partition->n_communities;
}

const int32_t *hcp_partition_get_communities(const HcpPartition *partition) {
    return partition->community;
}

const int32_t *hcp_partition_get_sizes(const HcpPartition *partition) {
    return partition->size;
}
