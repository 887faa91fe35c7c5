/* One target: what libFuzzer, or the replay of the corpus, calls with each input. */
#ifndef HCPNET_TESTS_FUZZ_H
#define HCPNET_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* The bytes as a file that is there until the next call; borrowed. */
const char *hcp_fuzz_file(const uint8_t *bytes, size_t length);

#endif
