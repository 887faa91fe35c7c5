/* What a program outside the tree does: reads a study and looks at its main layer. */
#include <hcpnet.h>
#include <stdio.h>

int main(int argc, char **argv) {
    g_autoptr(GError) error = NULL;
    g_autoptr(HcpRun) run = hcp_run_new();
    HcpStudy *study = argc == 2 ? hcp_study_load(argv[1], &error) : NULL;
    g_autoptr(HcpAnalysis) analysis = study != NULL ? hcp_analysis_new(study, run, &error) : NULL;
    if (analysis == NULL) {
        fprintf(stderr, "%s\n", error != NULL ? error->message : "expected a study file");
        return 1;
    }
    printf("%d nodes, %d ties\n", (int)hcp_network_get_n_nodes(analysis->main),
           (int)hcp_network_get_n_edges(analysis->main));
    return 0;
}
