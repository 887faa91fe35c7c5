/* The commands, one file each. */
#ifndef HCPNET_CLI_COMMANDS_H
#define HCPNET_CLI_COMMANDS_H

#include "cli/cli.h"

extern const CliCommand cmd_check;
extern const CliCommand cmd_communities;
extern const CliCommand cmd_derive;
extern const CliCommand cmd_export;
extern const CliCommand cmd_help;
extern const CliCommand cmd_init;
extern const CliCommand cmd_inspect;
extern const CliCommand cmd_list;
extern const CliCommand cmd_lookalike;
extern const CliCommand cmd_map;
extern const CliCommand cmd_rank;
extern const CliCommand cmd_report;
extern const CliCommand cmd_simulate;

#endif
