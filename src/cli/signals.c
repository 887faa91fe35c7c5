#include "cli/cli.h"

#include <signal.h>

static volatile sig_atomic_t interrupted;

static void remember(int number) {
    (void)number;
    interrupted = 1;
}

void cli_catch_signals(void) {
    struct sigaction action = {.sa_handler = remember, .sa_flags = (int)SA_RESETHAND};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

gboolean cli_was_interrupted(void *unused) {
    (void)unused;
    return interrupted != 0;
}
