# The file of bench.pairs read by data.table and built by igraph: Rscript pairs_datatable.R FILE
suppressPackageStartupMessages({library(data.table); library(igraph)})
file <- commandArgs(trailingOnly = TRUE)[1]
read <- system.time(pairs <- fread(file, header = FALSE))["elapsed"]
built <- system.time(graph <- graph_from_data_frame(pairs))["elapsed"]
cat(sprintf("data.table %s, igraph %s: %d nodes, %d edges, read %.2f s, graph %.2f s\n",
            packageVersion("data.table"), packageVersion("igraph"),
            vcount(graph), ecount(graph), read, built))
