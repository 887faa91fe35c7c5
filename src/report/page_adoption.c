/* Adoption: how many physicians first prescribed the brand in each month. */
#include "report/report_internal.h"

static const HcpPageColumn SHOWN[] = {{"month", NULL, NULL},
                                      {"first", "First prescribers", NULL},
                                      {"cumulative", "So far", NULL},
                                      {"share", "Of all physicians", "%"},
                                      {NULL, NULL, NULL}};

void hcp__page_adoption(HcpPage *page) {
    hcp__page_open_section(page, "adoption", "Adoption");
    const HcpRelease *adoption = page->content->adoption;
    if (adoption == NULL) {
        hcp__page_paragraph(page, "This study has no prescriptions of the brand by date.");
        hcp__page_close_section(page);
        return;
    }
    HcpTable *table = hcp_release_get_table(adoption);
    HcpPageChart chart = {.label = hcp_table_find_column(table, "month"),
                          .value = hcp_table_find_column(table, "first"),
                          .n = hcp_table_get_n_rows(table),
                          .height = 260,
                          .says = "Columns: physicians who first prescribed in each month",
                          .caption =
                              "Physicians by the month of their first prescription of the brand "
                              "in the period. The first month holds those who wrote it before, "
                              "too."};
    if (chart.label != NULL && chart.value != NULL)
        hcp__page_chart(page, &chart);
    hcp__page_picked(page, table, SHOWN, INT64_MAX);
    hcp__page_close_section(page);
}
