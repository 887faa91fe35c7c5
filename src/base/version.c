#include <hcpnet/version.h>

const char *hcp_version(void) {
    return HCPNET_VERSION;
}
