/* What each community is made of: one row a community. */
#include "base/base_internal.h"
#include <hcpnet/community.h>

#include "community/community_internal.h"
#include <math.h>
#include <string.h>

typedef struct {
    const HcpNetwork *network;
    const HcpTable *nodes;
    const int32_t *community;
    int32_t n_nodes, n_groups;
    int32_t *member; /* nodes of group g: member[offset[g]] .. member[offset[g + 1] - 1], rising */
    int32_t *offset;
    GPtrArray *columns; /* of HcpColumn *: the result so far */
} Profile;

static void list_members(Profile *p) {
    p->offset = g_new0(int32_t, (gsize)p->n_groups + 2);
    p->member = g_new(int32_t, (gsize)p->n_nodes + 1);
    for (int32_t i = 0; i < p->n_nodes; i++)
        if (p->community[i] >= 0)
            p->offset[p->community[i] + 2]++;
    for (int32_t g = 0; g < p->n_groups; g++)
        p->offset[g + 2] += p->offset[g + 1];
    for (int32_t i = 0; i < p->n_nodes; i++)
        if (p->community[i] >= 0)
            p->member[p->offset[p->community[i] + 1]++] = i;
}

/* "3 Antwerpen". */
static char *make_name(const Profile *p, int32_t g) {
    g_autofree char *character = hcp__describe_character(p->nodes, p->offset[g + 1] - p->offset[g],
                                                         p->member + p->offset[g]);
    return character != NULL ? g_strdup_printf("%d %s", g + 1, character)
                             : g_strdup_printf("%d", g + 1);
}

/* n names, of community[i] each (of community i where that is NULL); missing where it is below 0.
 */
static HcpColumn *make_names(const Profile *p, const char *name, int64_t n,
                             const int32_t *community) {
    g_autoptr(HcpPool) pool = hcp__pool_new(); /* every name has its own number: code = community */
    int32_t *codes = g_new0(int32_t, (gsize)n + 1);
    uint8_t *validity = g_new0(uint8_t, (gsize)n / 8 + 1);
    for (int32_t g = 0; g < p->n_groups; g++) {
        g_autofree char *text = make_name(p, g);
        hcp__pool_add(pool, text, -1);
    }
    for (int64_t i = 0; i < n; i++) {
        int32_t code = community != NULL ? community[i] : (int32_t)i;
        codes[i] = MAX(code, 0);
        if (code >= 0)
            hcp__bit_set(validity, i);
    }
    HcpColumnInfo info = {.name = name,
                          .label = "Community name",
                          .definition = "number of the community and what most of its members "
                                        "share: the commonest region, else specialty",
                          .kind = HCP_KIND_STRING};
    return hcp_column_new_take_strings(&info, n, codes, validity, pool);
}

static void add_counts(Profile *p, const HcpColumnInfo *info, const int64_t *count) {
    int64_t *values = g_new0(int64_t, (gsize)p->n_groups + 1);
    memcpy(values, count, (gsize)p->n_groups * sizeof *count);
    g_ptr_array_add(p->columns, hcp_column_new_take(info, p->n_groups, values, NULL));
}

static void add_sizes(Profile *p) {
    gsize room = (gsize)p->n_groups + 1;
    g_autofree int64_t *number = g_new0(int64_t, room), *size = g_new0(int64_t, room);
    g_autofree int64_t *physicians = g_new0(int64_t, room), *others = g_new0(int64_t, room);
    HcpColumn *kind = hcp_table_find_column(p->nodes, "kind");
    for (int32_t g = 0; g < p->n_groups; g++)
        number[g] = g + 1;
    for (int32_t i = 0; i < p->n_nodes; i++) {
        int32_t g = p->community[i];
        if (g < 0)
            continue;
        size[g]++;
        if (kind == NULL || g_strcmp0(hcp_column_get_text(kind, i), "physician") == 0)
            physicians[g]++;
        else
            others[g]++;
    }
    add_counts(p,
               &(HcpColumnInfo){.name = "community",
                                .label = "Community",
                                .definition = "number of the community; 1 is the largest"},
               number);
    g_ptr_array_add(p->columns, make_names(p, "name", p->n_groups, NULL));
    add_counts(p,
               &(HcpColumnInfo){.name = "size",
                                .label = "Size",
                                .unit = "nodes",
                                .definition = "physicians and organisations in the community"},
               size);
    add_counts(p,
               &(HcpColumnInfo){.name = "physicians",
                                .label = "Physicians",
                                .definition = "physicians in the community"},
               physicians);
    add_counts(p,
               &(HcpColumnInfo){.name = "organisations",
                                .label = "Organisations",
                                .definition = "organisations in the community"},
               others);
}

static void add_numbers(Profile *p, const char *name, const char *label, const char *definition,
                        const double *value) {
    HcpColumnInfo info = {
        .name = name, .label = label, .definition = definition, .kind = HCP_KIND_DOUBLE};
    g_ptr_array_add(p->columns, hcp_column_new_doubles(&info, p->n_groups, value));
}

/* A tie inside counts once, a tie that leaves counts for both of its communities. */
static void add_weights(Profile *p) {
    HcpEdges *edges = hcp_network_get_edges(p->network);
    const int32_t *source = hcp_edges_get_sources(edges), *target = hcp_edges_get_targets(edges);
    const double *weight = hcp_edges_get_weights(edges);
    gsize room = (gsize)p->n_groups + 1;
    g_autofree double *inside = g_new0(double, room), *leaving = g_new0(double, room);
    g_autofree double *share = g_new0(double, room);
    for (int64_t e = 0; e < hcp_edges_get_n(edges); e++) {
        int32_t a = p->community[source[e]], b = p->community[target[e]];
        if (a >= 0 && a == b)
            inside[a] += weight[e];
        if (a >= 0 && a != b)
            leaving[a] += weight[e];
        if (b >= 0 && a != b)
            leaving[b] += weight[e];
    }
    for (int32_t g = 0; g < p->n_groups; g++)
        share[g] = inside[g] + leaving[g] > 0 ? inside[g] / (inside[g] + leaving[g]) : (double)NAN;
    add_numbers(p, "inside_weight", "Weight inside", "weight of the ties within the community",
                inside);
    add_numbers(p, "leaving_weight", "Weight leaving",
                "weight of the ties between the community and all others", leaving);
    add_numbers(p, "inside_share", "Share inside",
                "inside_weight / (inside_weight + leaving_weight)", share);
}

static double sum_of(const Profile *p, const HcpColumn *column, int32_t g) {
    double sum = 0;
    for (int32_t k = p->offset[g]; k < p->offset[g + 1]; k++)
        if (hcp_column_is_valid(column, p->member[k]))
            sum += hcp_column_get_number(column, p->member[k]);
    return sum;
}

static void add_brand_share(Profile *p) {
    HcpColumn *brand = hcp_table_find_column(p->nodes, "brand_units");
    HcpColumn *class = hcp_table_find_column(p->nodes, "class_units");
    if (brand == NULL || class == NULL)
        return;
    g_autofree double *share = g_new0(double, (gsize)p->n_groups + 1);
    for (int32_t g = 0; g < p->n_groups; g++) {
        double units = sum_of(p, class, g);
        share[g] = units > 0 ? sum_of(p, brand, g) / units : (double)NAN;
    }
    add_numbers(p, "brand_share", "Brand share",
                "units of the brand / units of its class, over the whole community", share);
}

typedef char *(*DescribeFunc)(const HcpTable *nodes, int32_t n, const int32_t *member,
                              const char *column);

/* A text for each community, from one column of its members; missing where there is none. */
static void add_texts(Profile *p, const HcpColumnInfo *info, DescribeFunc describe,
                      const char *column) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    int32_t *codes = g_new0(int32_t, (gsize)p->n_groups + 1);
    uint8_t *validity = g_new0(uint8_t, (gsize)p->n_groups / 8 + 1);
    hcp__pool_add(pool, "", 0);
    for (int32_t g = 0; g < p->n_groups; g++) {
        g_autofree char *text =
            describe(p->nodes, p->offset[g + 1] - p->offset[g], p->member + p->offset[g], column);
        if (text == NULL)
            continue;
        codes[g] = hcp__pool_add(pool, text, -1);
        hcp__bit_set(validity, g);
    }
    g_ptr_array_add(p->columns,
                    hcp_column_new_take_strings(info, p->n_groups, codes, validity, pool));
}

static void add_descriptions(Profile *p, const char *leader_by) {
    gboolean has_names = hcp_table_find_column(p->nodes, "name") != NULL;
    g_autofree char *leaders = g_strdup_printf("the three nodes of largest %s", leader_by);
    add_texts(p,
              &(HcpColumnInfo){.name = "top_specialties",
                               .label = "Specialties",
                               .definition = "the commonest specialties and their physicians",
                               .kind = HCP_KIND_STRING},
              hcp__describe_commonest, "specialty");
    add_texts(p,
              &(HcpColumnInfo){.name = "top_regions",
                               .label = "Regions",
                               .definition = "the commonest regions and their nodes",
                               .kind = HCP_KIND_STRING},
              hcp__describe_commonest, "region");
    add_texts(p,
              &(HcpColumnInfo){.name = "leaders",
                               .label = "Leaders",
                               .definition = leaders,
                               .kind = HCP_KIND_STRING,
                               .privacy = has_names ? HCP_PRIVACY_NAME : HCP_PRIVACY_ID},
              hcp__describe_leaders, leader_by);
}

static Profile begin(const HcpTable *nodes, const HcpPartition *partition) {
    Profile p = {.nodes = nodes,
                 .community = hcp_partition_get_communities(partition),
                 .n_nodes = hcp_partition_get_n_nodes(partition),
                 .n_groups = hcp_partition_get_n_communities(partition),
                 .columns = g_ptr_array_new_with_free_func((GDestroyNotify)hcp_column_unref)};
    list_members(&p);
    return p;
}

static void clear_profile(Profile *p) {
    g_ptr_array_unref(p->columns);
    g_free(p->member);
    g_free(p->offset);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Profile, clear_profile)

HcpColumn *hcp_community_names(const HcpTable *nodes, const HcpPartition *partition) {
    g_return_val_if_fail(nodes != NULL && partition != NULL, NULL);
    g_return_val_if_fail(hcp_partition_get_n_nodes(partition) == hcp_table_get_n_rows(nodes), NULL);
    g_auto(Profile) p = begin(nodes, partition);
    return make_names(&p, "community_name", p.n_nodes, p.community);
}

HcpTable *hcp_community_profile(const HcpNetwork *network, const HcpTable *nodes,
                                const HcpPartition *partition, const char *leader_by) {
    g_return_val_if_fail(network != NULL && nodes != NULL && partition != NULL, NULL);
    g_return_val_if_fail(hcp_partition_get_n_nodes(partition) == hcp_table_get_n_rows(nodes), NULL);
    g_auto(Profile) p = begin(nodes, partition);
    p.network = network;
    add_sizes(&p);
    add_weights(&p);
    add_descriptions(&p, leader_by);
    add_brand_share(&p);
    return hcp_table_new("communities", p.n_groups, p.columns->len,
                         (HcpColumn *const *)p.columns->pdata);
}
