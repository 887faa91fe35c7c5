/* The version of the library. */
#ifndef HCPNET_VERSION_H
#define HCPNET_VERSION_H

/* "0.1.0" */
const char *hcp_version(void);

#endif
