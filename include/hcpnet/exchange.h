/* Files that other programs read. Each writer takes what the privacy gate released. A path of "-"
 * is standard output; any other file appears whole or not at all. */
#ifndef HCPNET_EXCHANGE_H
#define HCPNET_EXCHANGE_H

#include <hcpnet/release.h>

/* UTF-8, comma, LF, RFC 4180 quoting. Text cells that a spreadsheet would run as a formula get a
 * leading apostrophe, but in simulated tables. Missing cells are empty. */
gboolean hcp_csv_write(const HcpRelease *release, const char *path, GError **error);

/* Aligned columns for a terminal of 80 characters: numbers to six digits, long texts cut. */
gboolean hcp_text_write(const HcpRelease *release, const char *path, GError **error);

/* JSON: schema ("hcpnet/<table>/1") and rows, one object each; missing values are null. */
gboolean hcp_json_write(const HcpRelease *release, const char *path, GError **error);

/* The edges of released networks, one after the other: layer, source, target, then the union of
 * their attributes. */
gboolean hcp_csv_write_edges(gsize n, const HcpRelease *const *networks, const char *path,
                             GError **error);

/* GraphML that Gephi, Gephi Lite, Cytoscape, yEd, networkx and igraph read whole: keys by name
 * with types, label, x, y, size and color of nodes, weight of edges; docs/EXPORT.md has the rules.
 *
 * The node table must hold x, y (within +-5000), size (4..100), all DOUBLE, and color ("#rrggbb")
 * of every node, else ARGUMENT. A `label` column is taken for the label, else `name`, else the id.
 * Other columns under names that a client takes for its own become user_<name>. */
gboolean hcp_graphml_write(const HcpRelease *network, const char *path, GError **error);

/* The report on data quality, for a terminal of 80 characters, and as one JSON document
 * ("hcpnet/check/1", docs/data-quality.md). `releases`: of hcp_release_quality. `refusal`: why the
 * data is not good enough for the one who asked; NULL: it is. */
gboolean hcp_quality_write_text(const HcpQuality *quality, const GPtrArray *releases,
                                const char *refusal, const char *path, GError **error);
gboolean hcp_quality_write_json(const HcpQuality *quality, const GPtrArray *releases,
                                const char *refusal, const char *path, GError **error);

/* One file of a run, and what it holds. */
typedef struct {
    const char *name; /* "physicians.csv" */
    const HcpRelease *content;
} HcpManifestFile;

/* What manifest.json tells. Nothing of the time, the machine, threads or paths is in it. */
typedef struct {
    const HcpRelease *settings; /* group, key, value: hcp_study_make_settings */
    uint64_t seed;
    const GArray *inputs;      /* of HcpInput */
    const HcpRelease *tallies; /* table, file, read, ...: hcp_issues_make_tallies */
    gsize n_files;
    const HcpManifestFile *files; /* columns with definitions, and the audit, of each */
} HcpManifest;

/* JSON: program, version, libraries, seed, settings, inputs, tables, files. */
gboolean hcp_manifest_write(const HcpManifest *manifest, const char *path, GError **error);

/* What a file that stands alone is: program, version, the notes of its table (its rule), rows,
 * columns with definitions, what the privacy gate did. */
gboolean hcp_manifest_write_file(const HcpManifestFile *file, const char *path, GError **error);

#endif
