/* Errors of the library. Every function that can fail takes a GError ** as its last parameter, sets
 * it once where the failure is found, and returns FALSE or NULL. The message is one line:
 * `file:line: field: expected ..., found '...'` where there is a file. */
#ifndef HCPNET_ERROR_H
#define HCPNET_ERROR_H

#include <glib.h>

#define HCP_ERROR (hcp_error_quark())

typedef enum {
    HCP_ERROR_ARGUMENT,    /* an option or a parameter outside its range */
    HCP_ERROR_INPUT,       /* the content of an input is not what it must be */
    HCP_ERROR_FILE,        /* a file is missing, or cannot be read or written */
    HCP_ERROR_NOT_FOUND,   /* a name that nothing bears: a measure, a column, a layer */
    HCP_ERROR_LIMIT,       /* larger than a limit, or than memory */
    HCP_ERROR_CONVERGENCE, /* an iteration that did not settle */
    HCP_ERROR_REFUSED,     /* refused for privacy, or for want of evidence */
    HCP_ERROR_CANCELLED,   /* the caller asked to stop */
    HCP_ERROR_ENGINE       /* a library underneath failed */
} HcpError;

GQuark hcp_error_quark(void);

#endif
