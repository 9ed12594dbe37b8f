"""Measure: python -m bench [--write] [PART …]. Prints every row and exits 0 whatever it finds."""

import argparse
import importlib
import os
import traceback
from collections.abc import Iterator
from pathlib import Path

from bench import figures
from bench.rows import Row

PARTS = ("pages", "memory", "intake", "versions", "notices", "discovery")
VAR = Path(__file__).resolve().parents[1] / "var" / "bench"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--write", action="store_true", help="keep the rows in docs/figures.md")
    parser.add_argument(
        "--stories", type=int, default=100_000, help="of the largest archive of discovery"
    )
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "FICWRIGHT_MODE": "sample",
        "FICWRIGHT_VAR": str(VAR),
        "PAGE_SECONDS": "0",
    }
    for part in PARTS:
        if part in (chosen.parts or PARTS):
            rows = measure(part, chosen.stories)
            if chosen.write:
                figures.write(part, rows)


def measure(part: str, stories: int) -> list[Row]:
    found = []
    for row in all_rows(part, stories):
        print(row.line, flush=True)
        found.append(row)
    return found


def all_rows(part: str, stories: int) -> Iterator[Row]:
    wanted = {"stories": stories} if part == "discovery" else {}
    try:
        yield from importlib.import_module(f"bench.{part}").rows(**wanted)
    except Exception as error:
        traceback.print_exc()
        reason = str(error).partition("\n")[0]
        yield Row(part, f"stopped: {reason}", "every row", ok=False)


if __name__ == "__main__":
    main()
