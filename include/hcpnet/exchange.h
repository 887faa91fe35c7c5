/* Files that other programs read. Each writer takes what the privacy gate released. A path of "-"
 * is standard output; any other file appears whole or not at all. */
#ifndef HCPNET_EXCHANGE_H
#define HCPNET_EXCHANGE_H

#include <hcpnet/release.h>

/* UTF-8, comma, LF, RFC 4180 quoting. Text cells that a spreadsheet would run as a formula get a
 * leading apostrophe, but in simulated tables. */
gboolean hcp_csv_write(const HcpRelease *release, const char *path, GError **error);

/* Aligned columns for a terminal of 80 characters: numbers to six digits, long texts cut. */
gboolean hcp_text_write(const HcpRelease *release, const char *path, GError **error);

/* The edges of released networks, one after the other: layer, source, target, then the union of
 * their attributes. */
gboolean hcp_csv_write_edges(gsize n, const HcpRelease *const *networks, const char *path,
                             GError **error);

/* GraphML that Gephi, Gephi Lite, Cytoscape, yEd, networkx and igraph read whole: keys by name
 * with types, label, x, y, size and color of nodes, weight of edges. The node table must hold x,
 * y, size and color. */
gboolean hcp_graphml_write(const HcpRelease *network, const char *path, GError **error);

#endif
