/* hcpnet: maps the network of physicians, pharmacies and hospitals around a brand.
 *
 * Read the headers in this order: it is the order in which data flows. */
#ifndef HCPNET_H
#define HCPNET_H

#include <hcpnet/error.h>
#include <hcpnet/run.h>
#include <hcpnet/version.h>

#include <hcpnet/column.h>
#include <hcpnet/issues.h>
#include <hcpnet/reader.h>
#include <hcpnet/schema.h>
#include <hcpnet/table.h>

#include <hcpnet/dataset.h>
#include <hcpnet/preset.h>
#include <hcpnet/quality.h>
#include <hcpnet/recognise.h>
#include <hcpnet/study.h>

#include <hcpnet/derive.h>
#include <hcpnet/edges.h>
#include <hcpnet/network.h>
#include <hcpnet/partition.h>
#include <hcpnet/shared.h>

#include <hcpnet/backbone.h>
#include <hcpnet/behaviour.h>
#include <hcpnet/community.h>
#include <hcpnet/layout.h>
#include <hcpnet/lookalike.h>
#include <hcpnet/measure.h>
#include <hcpnet/model.h>
#include <hcpnet/simulate.h>

#include <hcpnet/analysis.h>

#include <hcpnet/exchange.h>
#include <hcpnet/folder.h>
#include <hcpnet/map.h>
#include <hcpnet/release.h>
#include <hcpnet/report.h>

#endif
