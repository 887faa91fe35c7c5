#include <hcpnet/error.h>

G_DEFINE_QUARK(hcp - error - quark, hcp_error)
