#include "base/base_internal.h"
#include "support.h"

#include <string.h>

static void check_digest(const char *bytes, gsize n, gsize piece, const char *expected) {
    g_autoptr(HcpDigest) digest = hcp__digest_new(FALSE);
    for (gsize at = 0; at < n; at += piece)
        hcp__digest_add(digest, bytes + at, MIN(piece, n - at));
    g_autofree char *found = hcp__digest_finish(digest);
    CU_ASSERT_STRING_EQUAL(found, expected);
}

/* FIPS 180-2, appendix B, and the empty message of NIST's SHA256ShortMsg.rsp. */
static void digests_are_those_of_the_standard(void) {
    static const char two_blocks[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    g_autofree char *million = g_strnfill(1000000, 'a');
    check_digest("", 0, 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check_digest("abc", 3, 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check_digest(two_blocks, strlen(two_blocks), 56,
                 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    check_digest(million, 1000000, 999,
                 "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void every_length_and_piece_gives_the_digest_of_glib(void) {
    char bytes[300];
    for (gsize i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 37);
    for (gsize n = 0; n < sizeof bytes; n++) {
        g_autoptr(HcpDigest) digest = hcp__digest_new(TRUE);
        hcp__digest_add(digest, bytes, n);
        g_autofree char *expected = hcp__digest_finish(digest);
        for (gsize piece = 1; piece < 200; piece += 21)
            check_digest(bytes, n, piece, expected);
    }
}

HCP_TEST_MAIN(HCP_TEST(digests_are_those_of_the_standard),
              HCP_TEST(every_length_and_piece_gives_the_digest_of_glib))
