#include "layout/layout_internal.h"

#include <math.h>
#include <stdlib.h>

enum { LEVELS = 16, LEAF = 4 };

/* A cell acts as one point when it looks smaller than this angle (side / distance). */
static const double OPENING = 1.2;

HcpQuadtree *hcp__quadtree_new(int32_t n, GError **error) {
    HcpQuadtree *tree = g_new0(HcpQuadtree, 1);
    tree->n = n;
    tree->order = hcp__array_new(n, sizeof *tree->order, error);
    tree->key = tree->order != NULL ? hcp__array_new(n, sizeof *tree->key, error) : NULL;
    tree->x = tree->key != NULL ? hcp__array_new(3 * (int64_t)n, sizeof *tree->x, error) : NULL;
    if (tree->x == NULL) {
        hcp__quadtree_free(tree);
        return NULL;
    }
    tree->y = tree->x + n;
    tree->mass = tree->y + n;
    tree->cells = g_array_sized_new(FALSE, FALSE, sizeof(HcpCell), (guint)n);
    return tree;
}

void hcp__quadtree_free(HcpQuadtree *tree) {
    if (tree == NULL)
        return;
    g_free(tree->order);
    g_free(tree->key);
    g_free(tree->x);
    if (tree->cells != NULL)
        g_array_unref(tree->cells);
    g_free(tree);
}

static void find_square(HcpQuadtree *tree, const double *x, const double *y) {
    double left = x[0], right = x[0], top = y[0], bottom = y[0];
    for (int32_t i = 1; i < tree->n; i++) {
        left = MIN(left, x[i]);
        right = MAX(right, x[i]);
        top = MIN(top, y[i]);
        bottom = MAX(bottom, y[i]);
    }
    tree->left = left;
    tree->top = top;
    /* A little more, so that the farthest point still falls into the last row. */
    tree->side = MAX(MAX(right - left, bottom - top), 1e-9) * (1 + 1e-9);
}

/* abcd -> 0a0b0c0d, 16 bits. */
static uint64_t spread(uint64_t v) {
    v = (v | v << 8) & 0x00ff00ff;
    v = (v | v << 4) & 0x0f0f0f0f;
    v = (v | v << 2) & 0x33333333;
    return (v | v << 1) & 0x55555555;
}

static int compare_keys(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Keys: Morton code above, index of the point below. */
static void sort_points(HcpQuadtree *tree, const double *x, const double *y, const double *mass) {
    double scale = (double)(1 << LEVELS) / tree->side;
    for (int32_t i = 0; i < tree->n; i++) {
        uint64_t column = (uint64_t)((x[i] - tree->left) * scale);
        uint64_t row = (uint64_t)((y[i] - tree->top) * scale);
        tree->key[i] = (spread(column) | spread(row) << 1) << 32 | (uint64_t)i;
    }
    qsort(tree->key, (size_t)tree->n, sizeof *tree->key, compare_keys);
    for (int32_t k = 0; k < tree->n; k++) {
        int32_t i = (int32_t)(tree->key[k] & 0xffffffff);
        tree->order[k] = i;
        tree->x[k] = x[i];
        tree->y[k] = y[i];
        tree->mass[k] = mass[i];
    }
}

static void weigh(const HcpQuadtree *tree, HcpCell *cell) {
    for (int32_t k = cell->first; k < cell->last; k++) {
        cell->mass += tree->mass[k];
        cell->x += tree->mass[k] * tree->x[k];
        cell->y += tree->mass[k] * tree->y[k];
    }
    cell->x /= cell->mass;
    cell->y /= cell->mass;
}

/* Which quarter of a cell of the level the k-th point lies in. */
static unsigned quarter(const HcpQuadtree *tree, int32_t k, int level) {
    return (unsigned)(tree->key[k] >> (32 + 2 * (LEVELS - 1 - level))) & 3;
}

static void add_cell(HcpQuadtree *tree, int32_t first, int32_t last, int level) {
    HcpCell cell = {.first = first,
                    .last = last,
                    .side = ldexp(tree->side, -level),
                    .is_leaf = last - first <= LEAF || level == LEVELS};
    weigh(tree, &cell);
    guint index = tree->cells->len;
    g_array_append_val(tree->cells, cell);
    for (int32_t end, k = first; !cell.is_leaf && k < last; k = end) {
        for (end = k + 1; end < last && quarter(tree, end, level) == quarter(tree, k, level);)
            end++;
        add_cell(tree, k, end, level + 1);
    }
    g_array_index(tree->cells, HcpCell, index).skip = (int32_t)tree->cells->len;
}

void hcp__quadtree_build(HcpQuadtree *tree, const double *x, const double *y, const double *mass) {
    find_square(tree, x, y);
    sort_points(tree, x, y, mass);
    g_array_set_size(tree->cells, 0);
    add_cell(tree, 0, tree->n, 0);
}

typedef struct {
    double x, y;
} Vector;

/* mass (dx, dy) / (dx^2 + dy^2), with points on top of each other kept apart by a small distance.
 */
static void add_push(Vector *sum, double dx, double dy, double mass) {
    double scale = mass / (dx * dx + dy * dy + 1e-4);
    sum->x += dx * scale;
    sum->y += dy * scale;
}

void hcp__quadtree_push(const HcpQuadtree *tree, int32_t i, double x, double y, double *out_x,
                        double *out_y) {
    const HcpCell *cells = (const HcpCell *)(const void *)tree->cells->data;
    int32_t n_cells = (int32_t)tree->cells->len;
    Vector sum = {0, 0};
    for (int32_t c = 0; c < n_cells;) {
        const HcpCell *cell = &cells[c];
        double dx = x - cell->x, dy = y - cell->y;
        if (cell->side * cell->side < OPENING * OPENING * (dx * dx + dy * dy)) {
            add_push(&sum, dx, dy, cell->mass);
            c = cell->skip;
            continue;
        }
        for (int32_t k = cell->first; cell->is_leaf && k < cell->last; k++)
            if (tree->order[k] != i)
                add_push(&sum, x - tree->x[k], y - tree->y[k], tree->mass[k]);
        c = cell->is_leaf ? cell->skip : c + 1;
    }
    *out_x = sum.x;
    *out_y = sum.y;
}
