/* The windows that a period is cut into, to compare its end with its beginning. */
#include "base/base_internal.h"
#include "derive/brand_internal.h"

#include <hcpnet/error.h>

int hcp__month_of(int32_t day) {
    int year, month, day_of_month;
    hcp__civil_from_days(day, &year, &month, &day_of_month);
    return 12 * year + month - 1;
}

int32_t hcp__month_start(int month) {
    return hcp__days_from_civil(month / 12, month % 12 + 1, 1);
}

static gboolean starts_month(int32_t day) {
    return hcp__month_start(hcp__month_of(day)) == day;
}

/* The study's period; an open end is that of the month of the first or last prescription. FALSE
 * when no prescription has a date. */
static gboolean find_period(const HcpStudy *study, const HcpPrescriptions *all, int32_t *first,
                            int32_t *after) {
    int32_t low = INT32_MAX, high = INT32_MIN;
    for (int64_t r = 0; r < all->n; r++) {
        if (all->day[r] == HCP__NO_DAY)
            continue;
        low = MIN(low, all->day[r]);
        high = MAX(high, all->day[r]);
    }
    if (low > high)
        return FALSE;
    *first =
        study->first_day != INT32_MIN ? study->first_day : hcp__month_start(hcp__month_of(low));
    *after = study->last_day != INT32_MAX ? study->last_day + 1
                                          : hcp__month_start(hcp__month_of(high) + 1);
    return TRUE;
}

/* By whole months where the period is made of whole months that n divides; else by days, whose
 * numbers differ by at most one. */
static void cut(HcpWindows *windows, int32_t first, int32_t after) {
    int months = hcp__month_of(after) - hcp__month_of(first);
    windows->n = (int)MIN(windows->n, (int64_t)after - first);
    gboolean by_month = starts_month(first) && starts_month(after) && months % windows->n == 0;
    for (int k = 0; k <= windows->n; k++)
        windows->start[k] = by_month
                                ? hcp__month_start(hcp__month_of(first) + k * (months / windows->n))
                                : (int32_t)(first + k * ((int64_t)after - first) / windows->n);
}

gboolean hcp__windows_make(const HcpStudy *study, const HcpPrescriptions *all, HcpWindows *windows,
                           GError **error) {
    int n = study->brand_view.windows;
    if (n > HCP__MAX_WINDOWS) {
        g_set_error(error, HCP_ERROR, HCP_ERROR_INPUT,
                    "%s: [brand] windows: expected at most %d, found '%d'",
                    study->path != NULL ? study->path : "study", HCP__MAX_WINDOWS, n);
        return FALSE;
    }
    int32_t first, after;
    windows->n = 0;
    if (!find_period(study, all, &first, &after))
        return TRUE;
    windows->n = n;
    cut(windows, first, after);
    return TRUE;
}

int hcp__windows_find(const HcpWindows *windows, int32_t day) {
    if (day == HCP__NO_DAY)
        return -1;
    for (int k = 0; k < windows->n; k++)
        if (day >= windows->start[k] && day < windows->start[k + 1])
            return k;
    return -1;
}
