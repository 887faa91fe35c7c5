#include "support.h"

#include "base/base_internal.h"

/* The reference vector of the SipHash paper, appendix A: key 00..0f, message 00..0e. */
static void hash_is_siphash_2_4(void) {
    uint64_t key[2] = {0x0706050403020100U, 0x0f0e0d0c0b0a0908U};
    uint8_t message[15];
    for (guint8 i = 0; i < sizeof message; i++)
        message[i] = i;
    CU_ASSERT_EQUAL(hcp__hash(key, message, sizeof message), 0xa129ca6149be45e5U);
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

HCP_TEST_MAIN(HCP_TEST(hash_is_siphash_2_4), HCP_TEST(texts_get_codes_in_order_of_appearance),
              HCP_TEST(many_texts_keep_their_codes),
              HCP_TEST(sorting_is_by_bytes_and_maps_old_codes))
