"""The file of bench.pairs read by pandas, ids made numbers: pairs_pandas.py FILE."""
import resource
import sys
import time

import pandas

started = time.monotonic()
frame = pandas.read_csv(sys.argv[1], header=None,
                        names=["from", "to", "pairs", "patients", "same_day"],
                        dtype={"from": str, "to": str} if "--text" in sys.argv else None)
read = time.monotonic()
codes, ids = pandas.factorize(pandas.concat([frame["from"], frame["to"]], ignore_index=True))
done = time.monotonic()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"pandas {pandas.__version__}: {len(ids)} nodes, {len(frame)} rows, "
      f"read {read - started:.2f} s, ids {done - read:.2f} s, {peak} MiB")
