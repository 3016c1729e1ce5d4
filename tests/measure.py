"""Runs a command and prints its exit code, its milliseconds and its peak resident memory in KiB.

Usage: measure.py PROGRAM ARGUMENT...
"""

import os
import sys
import time

began = time.monotonic()
child = os.posix_spawn(
    sys.argv[1],
    sys.argv[1:],
    os.environ,
    file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0),
    ],
)
_, status, usage = os.wait4(child, 0)
took = (time.monotonic() - began) * 1000
# macOS counts bytes, Linux KiB.
peak = usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
print(os.waitstatus_to_exitcode(status), round(took), peak)
