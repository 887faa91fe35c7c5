#include "base/base_internal.h"

#include <math.h>
#include <string.h>

/* Commas between groups of three, from the right. */
static int group_thousands(char text[HCP__NUMBER_SIZE]) {
    gboolean negative = text[0] == '-';
    int n = (int)strlen(text), first = negative ? 1 : 0;
    for (int at = n - 3; at > first && n + 1 < HCP__NUMBER_SIZE; at -= 3, n++) {
        memmove(text + at + 1, text + at, (gsize)(n - at + 1));
        text[at] = ',';
    }
    return n;
}

static void strip_zeros(char *text) {
    if (strpbrk(text, "eE") != NULL || strchr(text, '.') == NULL)
        return;
    char *end = text + strlen(text) - 1;
    while (*end == '0')
        *end-- = '\0';
    if (*end == '.')
        *end = '\0';
}

int hcp__format_for_people(char text[HCP__NUMBER_SIZE], double value) {
    double size = fabs(value);
    if (size < 1e15 && (size >= 999.5 || value == floor(value))) {
        hcp__format_int64(text, (int64_t)round(value));
        return group_thousands(text);
    }
    if (size >= 1e15 || size < 1e-4) {
        g_ascii_formatd(text, HCP__NUMBER_SIZE, "%.2e", value);
        return (int)strlen(text);
    }
    /* Three significant digits: 0.0123 has its first at the second decimal. */
    char format[] = "%.0f";
    int decimals = CLAMP(2 - (int)floor(log10(size)), 0, 6);
    g_snprintf(format, sizeof format, "%%.%df", decimals);
    g_ascii_formatd(text, HCP__NUMBER_SIZE, format, value);
    strip_zeros(text);
    return (int)strlen(text);
}
