#include "support.h"

#include "base/base_internal.h"

#include <string.h>

/* The reference vector of the SipHash paper, appendix A: key 00..0f, message 00..0e. */
static void hash_is_siphash_2_4(void) {
    uint64_t key[2] = {0x0706050403020100U, 0x0f0e0d0c0b0a0908U};
    uint8_t message[15];
    for (guint8 i = 0; i < sizeof message; i++)
        message[i] = i;
    CU_ASSERT_EQUAL(hcp__hash(key, message, sizeof message), 0xa129ca6149be45e5U);
}

/* hash(text) of CPython 3.11.2 with PYTHONHASHSEED=0, which is SipHash-1-3 with a key of zeros. */
static void quick_hash_is_siphash_1_3(void) {
    static const struct {
        const char *text;
        uint64_t hash;
    } known[] = {{"a", 0x407448d2b89b1813U},
                 {"1234567", 0xa33d651594fdae81U},
                 {"12345678", 0x3489982430560a87U},
                 {"1770109837", 0x92a4cbb30a369adfU},
                 {"P0000514", 0x503c99b3b28a9f28U},
                 {"the id of a physician, 33 bytes..", 0xc796d610089c4465U}};
    uint64_t key[2] = {0, 0};
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        CU_ASSERT_EQUAL(hcp__hash_quick(key, known[i].text, strlen(known[i].text)), known[i].hash);
}

static void texts_get_codes_in_order_of_appearance(void) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    CU_ASSERT_EQUAL(hcp__pool_add(pool, "b", -1), 0);
    CU_ASSERT_EQUAL(hcp__pool_add(pool, "abc", 1), 1);
    CU_ASSERT_EQUAL(hcp__pool_add(pool, "b", -1), 0);
    CU_ASSERT_EQUAL(hcp__pool_find(pool, "a", -1), 1);
    CU_ASSERT_EQUAL(hcp__pool_find(pool, "abc", -1), -1);
    CU_ASSERT_EQUAL(hcp__pool_find(pool, "", -1), -1);
    CU_ASSERT_STRING_EQUAL(hcp__pool_text(pool, 1), "a");
}

static void many_texts_keep_their_codes(void) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    for (int i = 0; i < 50000; i++) {
        g_autofree char *text = g_strdup_printf("P%d", i * 7);
        CU_ASSERT_EQUAL(hcp__pool_add(pool, text, -1), i);
    }
    CU_ASSERT_EQUAL(hcp__pool_size(pool), 50000);
    CU_ASSERT_EQUAL(hcp__pool_find(pool, "P70007", -1), 10001);
    CU_ASSERT_EQUAL(hcp__pool_find(pool, "P70008", -1), -1);
}

static void sorting_is_by_bytes_and_maps_old_codes(void) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    const char *texts[] = {"é", "b", "B", "a", "ab"};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        hcp__pool_add(pool, texts[i], -1);
    int32_t new_code[5];
    g_autoptr(HcpPool) sorted = hcp__pool_sorted(pool, new_code);
    CU_ASSERT_STRING_EQUAL(hcp__pool_text(sorted, 0), "B");
    CU_ASSERT_STRING_EQUAL(hcp__pool_text(sorted, 4), "é");
    for (int32_t i = 0; i < 5; i++)
        CU_ASSERT_STRING_EQUAL(hcp__pool_text(sorted, new_code[i]), texts[i]);
}

static void chosen_texts_get_codes_in_the_order_chosen(void) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    for (int i = 0; i < 1000; i++) {
        g_autofree char *text = g_strdup_printf("P%d", i);
        hcp__pool_add(pool, text, -1);
    }
    int32_t codes[100];
    for (int32_t i = 0; i < 100; i++)
        codes[i] = 990 - 10 * i;
    g_autoptr(HcpPool) chosen = hcp__pool_select(pool, 100, codes);
    CU_ASSERT_EQUAL(hcp__pool_size(chosen), 100);
    CU_ASSERT_STRING_EQUAL(hcp__pool_text(chosen, 98), "P10");
    CU_ASSERT_EQUAL(hcp__pool_length(chosen, 98), 3);
    CU_ASSERT_EQUAL(hcp__pool_find(chosen, "P10", -1), 98);
    CU_ASSERT_EQUAL(hcp__pool_find(chosen, "P11", -1), -1);
    CU_ASSERT_EQUAL(hcp__pool_add(chosen, "P990", -1), 0);
    CU_ASSERT_EQUAL(hcp__pool_add(chosen, "P11", -1), 100);
}

static void long_texts_stand_beside_short_ones(void) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    g_autofree char *text = g_strnfill(5000000, 'x');
    const char *first = NULL;
    for (int i = 0; i < 40; i++) {
        gsize length = i % 2 == 0 ? (gsize)i + 1 : (gsize)i * 125000;
        CU_ASSERT_EQUAL(hcp__pool_add(pool, text, (gssize)length), i);
        if (i == 0)
            first = hcp__pool_text(pool, 0);
    }
    for (int i = 0; i < 40; i++) {
        gsize length = i % 2 == 0 ? (gsize)i + 1 : (gsize)i * 125000;
        CU_ASSERT_EQUAL(strlen(hcp__pool_text(pool, i)), length);
        CU_ASSERT_EQUAL(hcp__pool_find(pool, text, (gssize)length), i);
    }
    CU_ASSERT_PTR_EQUAL(hcp__pool_text(pool, 0), first); /* texts never move */
}

static void texts_are_found_all_at_once(void) {
    g_autoptr(HcpPool) pool = hcp__pool_new();
    HcpPoolText texts[100];
    char bytes[100][8];
    for (int i = 0; i < 100; i++) {
        gsize length = (gsize)g_snprintf(bytes[i], sizeof bytes[i], "H%d", i);
        uint32_t hash = hcp__pool_hash(pool, bytes[i], length);
        texts[i] = (HcpPoolText){bytes[i], (uint32_t)length, hash, 7};
        if (i % 3 == 0)
            CU_ASSERT_EQUAL(hcp__pool_add_hashed(pool, &texts[i]), i / 3);
    }
    hcp__pool_find_all(pool, 100, texts);
    for (int i = 0; i < 100; i++)
        CU_ASSERT_EQUAL(texts[i].code, i % 3 == 0 ? i / 3 : -1);
}

/* 16 times "Ez" or "FY", between which the unkeyed hash of GLib (Bernstein's, times 33) cannot
 * tell. */
static void add_crafted_ids(HcpPool *pool) {
    char id[33] = "";
    for (guint i = 0; i < 65536; i++) {
        for (guint k = 0; k < 16; k++)
            memcpy(id + 2 * k, i >> k & 1 ? "Ez" : "FY", 2);
        CU_ASSERT_EQUAL(g_str_hash(id), g_str_hash("EzEzEzEzEzEzEzEzEzEzEzEzEzEzEzEz"));
        hcp__pool_add(pool, id, 32);
    }
}

static void crafted_ids_take_no_more_probes_than_others(void) {
    g_autoptr(HcpPool) crafted = hcp__pool_new();
    g_autoptr(HcpPool) random = hcp__pool_new();
    HcpRng rng;
    hcp__rng_init(&rng, 1, 0);
    add_crafted_ids(crafted);
    while (hcp__pool_size(random) < hcp__pool_size(crafted)) {
        char id[HCP__NUMBER_SIZE];
        hcp__pool_add(random, id, hcp__format_int64(id, hcp__rng_below(&rng, G_MAXINT64)));
    }
    CU_ASSERT_EQUAL(hcp__pool_size(crafted), 65536);
    CU_ASSERT((double)hcp__pool_count_probes(crafted) <
              1.2 * (double)hcp__pool_count_probes(random));
}

HCP_TEST_MAIN(HCP_TEST(chosen_texts_get_codes_in_the_order_chosen),
              HCP_TEST(quick_hash_is_siphash_1_3), HCP_TEST(long_texts_stand_beside_short_ones),
              HCP_TEST(texts_are_found_all_at_once),
              HCP_TEST(crafted_ids_take_no_more_probes_than_others), HCP_TEST(hash_is_siphash_2_4),
              HCP_TEST(texts_get_codes_in_order_of_appearance),
              HCP_TEST(many_texts_keep_their_codes),
              HCP_TEST(sorting_is_by_bytes_and_maps_old_codes))
