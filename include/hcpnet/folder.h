/* HcpFolder: a directory of outputs that appears whole or not at all. */
#ifndef HCPNET_FOLDER_H
#define HCPNET_FOLDER_H

#include <hcpnet/error.h>

typedef struct HcpFolder HcpFolder;

/* Opens a hidden directory beside `path`, in which files are written until it takes its name.
 * FILE when `path` exists and `replace` is FALSE, or is no directory. */
HcpFolder *hcp_folder_open(const char *path, gboolean replace, GError **error);

/* Path of a file in it, for a writer; g_free it. */
char *hcp_folder_file(const HcpFolder *folder, const char *name);

/* Renames it into place and frees it, whether it succeeds or not. A directory that it replaces must
 * hold nothing but files of the same names: what this program did not write, it does not delete. */
gboolean hcp_folder_commit(HcpFolder *folder, GError **error);

/* Removes what was written. */
void hcp_folder_discard(HcpFolder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcpFolder, hcp_folder_discard)

#endif
