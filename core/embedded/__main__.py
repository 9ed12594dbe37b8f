"""Run a command beside a cluster: python -m core.embedded [--bin FOLDER] NAME COMMAND …"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from core.embedded import EmbeddedDatabaseError, ensure_running

parser = argparse.ArgumentParser(prog="python -m core.embedded", description=__doc__)
parser.add_argument("name")
parser.add_argument("--bin", type=Path, help="the bin folder of another PostgreSQL")
parser.add_argument("--not-durable", action="store_true", help="without fsync, for tests")
parser.add_argument("command", nargs=argparse.REMAINDER)
chosen = parser.parse_args()
try:
    url = ensure_running(chosen.name, durable=not chosen.not_durable, binaries=chosen.bin)
except EmbeddedDatabaseError as error:
    sys.exit(str(error))
done = subprocess.run(chosen.command, env=os.environ | {"DATABASE_URL": url})  # noqa: S603
sys.exit(done.returncode)
