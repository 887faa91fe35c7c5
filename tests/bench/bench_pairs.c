/* A file of shared-patient pairs to a network: bench.pairs [ROWS [FILE]]. Writes FILE, of about so
 * many rows, in the form
 * of CMS (five columns, no header), unless it is there, and reads it. One line a stage: name,
 * nodes, rows or edges, seconds on the clock and of all processors, the largest resident size so
 * far and that of now in MiB. tests/bench/pairs_pandas.py and pairs_datatable.R do the same.
 *
 * The shape is that of DocGraph 2011 (940,492 nodes, 49,685,810 pairs): out-degrees are log-normal
 * with median 25 and 99th percentile 437, the largest is 40,000; ids come in random order. */
#include "base/base_internal.h"

#include <hcpnet/derive.h>
#include <hcpnet/network.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static const double ROWS_A_NODE = 49685810.0 / 940492;
static const double MEDIAN = 25, SIGMA = 1.2298; /* ln(437 / 25) / 2.3263, the 99th percentile */
static const int64_t LARGEST = 40000;

/* ---- the file ---- */

typedef struct {
    FILE *file;
    HcpRng rng;
    int32_t n;
    int32_t *number;  /* number[node]: its id is 1000000000 + a thousand times that, about */
    int32_t *visited; /* visited[node]: the source last joined to it + 1 */
} Writer;

static void shuffle(Writer *writer) {
    for (int32_t i = 0; i < writer->n; i++)
        writer->number[i] = i;
    for (int32_t i = writer->n - 1; i > 0; i--) {
        int32_t k = (int32_t)hcp__rng_below(&writer->rng, i + 1);
        int32_t moved = writer->number[i];
        writer->number[i] = writer->number[k];
        writer->number[k] = moved;
    }
}

static int64_t draw_degree(Writer *writer, int32_t source) {
    int64_t most = writer->n / 2;
    if (source == 0)
        return MIN(LARGEST, most);
    double degree = MEDIAN * exp(SIGMA * hcp__rng_normal(&writer->rng));
    return CLAMP((int64_t)(degree + 0.5), 1, MIN(LARGEST, most));
}

/* Small numbers are drawn more often, so that in-degrees have a heavy tail as well. */
static int32_t draw_target(Writer *writer, int32_t source) {
    int32_t target = source;
    while (target == source || writer->visited[target] == source + 1) {
        double u = hcp__rng_double(&writer->rng);
        target = (int32_t)(u * sqrt(u) * writer->n);
    }
    writer->visited[target] = source + 1;
    return target;
}

static long id_of(const Writer *writer, int32_t node) {
    return 1000000000L + writer->number[node] * 997L;
}

static void write_rows(Writer *writer, int32_t source, int64_t n) {
    for (int64_t k = 0; k < n; k++) {
        long target = id_of(writer, draw_target(writer, source));
        double u = hcp__rng_double(&writer->rng);
        int patients = 11 + (int)(8 * u / (1.001 - u));
        int pairs = patients + (int)hcp__rng_below(&writer->rng, 2 * patients);
        fprintf(writer->file, "%ld,%ld,%d,%d,%d\n", id_of(writer, source), target, pairs, patients,
                (int)hcp__rng_below(&writer->rng, patients));
    }
}

static int32_t count_nodes(int64_t n_rows) {
    return MAX((int32_t)((double)n_rows / ROWS_A_NODE), 4);
}

/* About so many rows. */
static gboolean write_pairs(const char *path, int64_t n_rows) {
    Writer writer = {.file = fopen(path, "w"), .n = count_nodes(n_rows)};
    if (writer.file == NULL)
        return FALSE;
    hcp__rng_init(&writer.rng, 1, 0);
    writer.number = g_new0(int32_t, writer.n);
    writer.visited = g_new0(int32_t, writer.n);
    shuffle(&writer);
    for (int32_t i = 0; i < writer.n && n_rows > 0; i++) {
        int64_t degree = MIN(draw_degree(&writer, i), n_rows);
        write_rows(&writer, i, degree);
        n_rows -= degree;
    }
    g_free(writer.number);
    g_free(writer.visited);
    return fclose(writer.file) == 0;
}

static HcpStudy *make_study(const char *path) {
    g_autofree char *ini = g_strconcat(path, ".ini", NULL);
    g_autofree char *name = g_path_get_basename(path);
    g_autofree char *text =
        g_strdup_printf("[study]\ntitle = Pairs\n\n[pairs]\nfile = %s\npreset = cms-pspp\n", name);
    g_autoptr(GError) error = NULL;
    HcpStudy *study = NULL;
    if (g_file_set_contents(ini, text, -1, &error))
        study = hcp_study_load(ini, &error);
    if (study == NULL)
        fprintf(stderr, "%s\n", error->message);
    (void)remove(ini);
    return study;
}

/* ---- stages ---- */

static int64_t started;
static clock_t busy;

static long resident_mib(void) {
    long size = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file != NULL && fscanf(file, "%ld %ld", &size, &resident) != 2)
        resident = 0;
    if (file != NULL)
        (void)fclose(file);
    return resident / 1024 * sysconf(_SC_PAGESIZE) / 1024;
}

static void say(const char *stage, int64_t n, int64_t m) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%-8s %9" PRId64 " %10" PRId64 " %7.2f s %7.2f cpu s %6ld MiB, now %6ld\n", stage, n, m,
           (double)(g_get_monotonic_time() - started) / 1e6,
           (double)(clock() - busy) / CLOCKS_PER_SEC, usage.ru_maxrss / 1024, resident_mib());
    fflush(stdout);
    started = g_get_monotonic_time();
    busy = clock();
}

static gboolean build_network(const char *path, GError **error) {
    g_autoptr(HcpRun) run = hcp_run_new();
    g_autoptr(HcpStudy) study = make_study(path);
    if (study == NULL)
        return FALSE;
    g_autoptr(HcpDataset) dataset = hcp_dataset_load(study, run, error);
    if (dataset == NULL)
        return FALSE;
    say("load", dataset->n_physicians, hcp_table_get_n_rows(hcp_dataset_find(dataset, "pairs")));
    g_autoptr(GPtrArray) layers = hcp_derive_layers(dataset, run, error);
    if (layers == NULL)
        return FALSE;
    HcpEdges *edges = layers->pdata[0];
    say("derive", dataset->n_physicians, hcp_edges_get_n(edges));
    g_autoptr(HcpNetwork) network = hcp_network_new(dataset->nodes, edges, run, error);
    if (network == NULL)
        return FALSE;
    say("network", hcp_network_get_n_nodes(network), hcp_network_get_n_edges(network));
    return TRUE;
}

int main(int argc, char **argv) {
    int64_t n_rows = argc > 1 ? g_ascii_strtoll(argv[1], NULL, 10) : 20000;
    g_autofree char *own = g_strdup_printf("bench-pairs-%d.csv", (int)getpid());
    const char *path = argc > 2 ? argv[2] : own;
    started = g_get_monotonic_time();
    busy = clock();
    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        if (!write_pairs(path, n_rows))
            return EXIT_FAILURE;
        say("write", count_nodes(n_rows), n_rows);
    }
    g_autoptr(GError) error = NULL;
    gboolean good = build_network(path, &error);
    if (error != NULL)
        fprintf(stderr, "%s\n", error->message);
    if (path == own)
        (void)remove(own);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
