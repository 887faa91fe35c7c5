/* One field, two spellings: Veeva CRM on Salesforce writes Xxx_vod__c, on Vault xxx__v; Salesforce
 * writes ids in 15 characters that depend on case, or in 18 that do not. */
#include "table/row_rules.h"

#include <string.h>

/* As plain names end, in which several signs are one _. */
static const char CRM[] = "_vod_c", VAULT[] = "_v";

char *hcp__spelling_of_column(const char *plain) {
    gsize length = strlen(plain);
    if (g_str_has_suffix(plain, CRM))
        return g_strdup_printf("%.*s%s", (int)(length - strlen(CRM)), plain, VAULT);
    if (g_str_has_suffix(plain, VAULT))
        return g_strdup_printf("%.*s%s", (int)(length - strlen(VAULT)), plain, CRM);
    return NULL;
}

static char *plain_value(const char *text, gsize length) {
    static const char *const endings[] = {"_vod__c", "__c", "__v", "_vod"};
    char *plain = g_ascii_strdown(text, (gssize)length);
    g_strdelimit(plain, " -", '_');
    for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(plain, endings[i])) {
            plain[strlen(plain) - strlen(endings[i])] = '\0';
            break;
        }
    return plain;
}

gboolean hcp__spelling_same_value(const char *a, gsize a_length, const char *b) {
    g_autofree char *left = plain_value(a, a_length), *right = plain_value(b, strlen(b));
    return strcmp(left, right) == 0;
}

/* Key prefixes of objects begin with a digit or a small a; ids hold zeros where the instance is
 * reserved, so a word of 15 letters is no id. */
gboolean hcp__salesforce_is_short(const char *text, gsize length) {
    gsize n_digits = 0;
    if (length != 15 || !(g_ascii_isdigit(text[0]) || text[0] == 'a'))
        return FALSE;
    for (gsize i = 0; i < length; i++) {
        if (!g_ascii_isalnum(text[i]))
            return FALSE;
        n_digits += g_ascii_isdigit(text[i]);
    }
    return n_digits >= 3;
}

/* Salesforce, "What is a Salesforce ID": for each five characters a number of five bits, bit i set
 * where character i is a capital, written as A-Z0-5. */
void hcp__salesforce_widen(char wide[HCP__SALESFORCE_SIZE], const char *text) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    memcpy(wide, text, 15);
    for (int block = 0; block < 3; block++) {
        unsigned bits = 0;
        for (int i = 0; i < 5; i++)
            if (g_ascii_isupper(text[5 * block + i]))
                bits |= 1U << i;
        wide[15 + block] = digits[bits];
    }
    wide[18] = '\0';
}
