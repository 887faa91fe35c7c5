#include "base/base_internal.h"

#include <sys/mman.h>

static const gsize HUGE_ARRAY = 4U << 20;
static const uintptr_t PAGE = 4096;

/* calloc hands large blocks out as untouched zero pages, so the advice still comes in time. */
static void advise_huge_pages(void *array, gsize bytes) {
    uintptr_t first = ((uintptr_t)array + PAGE - 1) / PAGE * PAGE;
    uintptr_t last = ((uintptr_t)array + bytes) / PAGE * PAGE;
    /* A hint: nothing is lost where the kernel does not take it. */
    (void)madvise((void *)first, last - first, MADV_HUGEPAGE);
}

static void *set_limit_error(int64_t n, gsize size, GError **error) {
    g_set_error(error, HCP_ERROR, HCP_ERROR_LIMIT,
                "not enough memory for %" G_GINT64_FORMAT " elements of %" G_GSIZE_FORMAT " bytes",
                n, size);
    return NULL;
}

void *hcp__array_new(int64_t n, gsize size, GError **error) {
    g_return_val_if_fail(n >= 0 && size > 0, NULL);
    gsize count = n > 0 ? (gsize)n : 1;
    void *array = count <= G_MAXSSIZE / size ? g_try_malloc0_n(count, size) : NULL;
    if (array == NULL)
        return set_limit_error(n, size, error);
    if (count * size >= HUGE_ARRAY)
        advise_huge_pages(array, count * size);
    return array;
}

void *hcp__array_grow(void *array, int64_t n, gsize size, GError **error) {
    g_return_val_if_fail(n > 0 && size > 0, NULL);
    void *larger = (gsize)n <= G_MAXSSIZE / size ? g_try_realloc_n(array, (gsize)n, size) : NULL;
    if (larger == NULL)
        return set_limit_error(n, size, error);
    if ((gsize)n * size >= HUGE_ARRAY)
        advise_huge_pages(larger, (gsize)n * size);
    return larger;
}

gsize hcp__kind_size(HcpKind kind) {
    switch (kind) {
    case HCP_KIND_INT64:
        return sizeof(int64_t);
    case HCP_KIND_DOUBLE:
        return sizeof(double);
    case HCP_KIND_BOOL:
        return sizeof(uint8_t);
    case HCP_KIND_STRING:
    case HCP_KIND_DATE:
        return sizeof(int32_t);
    }
    g_assert_not_reached();
}
