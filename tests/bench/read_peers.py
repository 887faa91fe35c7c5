"""What bench_read.c measures, beside its peers: read_peers.py BENCH_READ ROWS FOLDER.

Runs the program bench.read, which leaves its file in FOLDER, then reads that file with pandas, with
fread of R's data.table and with Python's csv; a peer that is not installed is skipped. Peers read
all columns and give the three columns of ids codes; none orders the rows. Each is a program of its
own, so that the seconds of all its processors and its largest resident size count. The ratio is to
the CPU seconds of reading and ordering with one thread.
"""
import os
import re
import shutil
import subprocess
import sys
import time

PANDAS = """
import sys, pandas
d = pandas.read_csv(sys.argv[1])
for c in ('from', 'to', 'patient'):
    d[c] = pandas.factorize(d[c])[0]
"""
FREAD = """
if (!requireNamespace('data.table', quietly = TRUE)) quit(status = 77)
d <- data.table::fread(commandArgs(TRUE)[1])
for (c in c('from', 'to', 'patient')) d[[c]] <- match(d[[c]], unique(d[[c]]))
"""
CSV = """
import csv, sys
codes = [{}, {}, {}]
rows = []
with open(sys.argv[1], newline='') as file:
    for row in csv.reader(file):
        rows.append([c.setdefault(x, len(c)) for c, x in zip(codes, row)] + row[3:])
"""
PEERS = [('pandas', [sys.executable, '-c', PANDAS], [sys.executable, '-c', 'import pandas']),
         ('fread', ['Rscript', '-e', FREAD],
          ['Rscript', '-e', "if (!requireNamespace('data.table', quietly = TRUE)) quit(status = 1)"]),
         ('csv', [sys.executable, '-c', CSV], [sys.executable, '-c', 'import csv'])]


def is_installed(probe):
    return shutil.which(probe[0]) is not None and subprocess.run(
        probe, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def measure(command):
    """Seconds on the clock, of all processors, MiB at most."""
    started = time.monotonic()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f'{command[0]} failed')
    return time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main(program, n_rows, folder):
    path = os.path.join(folder, 'bench_read.csv')
    shown = subprocess.run([program, n_rows, path], check=True, capture_output=True, text=True).stdout
    print(shown, end='', flush=True)
    ours = float(re.search(r'1 threads .* both \S+ s (\S+) cpu s', shown).group(1))
    for name, command, probe in PEERS:
        if not is_installed(probe):
            print(f'{name} skipped: not installed')
            continue
        wall, cpu, memory = measure(command + [path])
        print(f'{name} {wall:.2f} s {cpu:.2f} cpu s {memory:.0f} MiB at most, '
              f'{cpu / ours:.1f} times the CPU time', flush=True)
    os.remove(path)


main(*sys.argv[1:4])
