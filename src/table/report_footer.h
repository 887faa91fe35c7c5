/* The lines of text under the table in a file that a CRM wrote as a report. */
#ifndef HCPNET_REPORT_FOOTER_H
#define HCPNET_REPORT_FOOTER_H

#include "table/reader_internal.h"

typedef struct HcpReportFooter HcpReportFooter;

/* `width`: how many columns the table has. */
HcpReportFooter *hcp__report_footer_new(gsize width);
void hcp__report_footer_free(HcpReportFooter *footer);

/* TRUE: the row may be of the footer, and a copy of it is held. FALSE: it is not, and then none of
 * those that are held is either. */
gboolean hcp__report_footer_hold(HcpReportFooter *footer, const HcpCsvRow *row);

guint hcp__report_footer_count(const HcpReportFooter *footer);
const HcpCsvRow *hcp__report_footer_get(const HcpReportFooter *footer, guint i);
void hcp__report_footer_clear(HcpReportFooter *footer);

/* At the end of the file: are the rows that are held a footer? One of them has several words. */
gboolean hcp__report_footer_is_sure(const HcpReportFooter *footer);

#endif
