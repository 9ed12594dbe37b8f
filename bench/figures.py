"""docs/figures.md: the last table of every part, with the machine, the day and the commit."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from bench.rows import Row

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "docs" / "figures.md"
HEAD = """# Figures

What `make bench` measured last, written by `python -m bench --write`. Times are noisy and the load
generator runs on the same machine: compare within one table only.
"""


def write(part: str, rows: list[Row]) -> None:
    """Replace the section of this part."""
    sections = read_sections() | {part: section(rows)}
    text = "\n".join(f"## {name}\n\n{body}\n" for name, body in sections.items())
    FILE.write_text(f"{HEAD}\n{text}")


def read_sections() -> dict[str, str]:
    if not FILE.exists():
        return {}
    found = (part.partition("\n") for part in FILE.read_text().split("\n## ")[1:])
    return {name: body.strip() for name, _newline, body in found}


def section(rows: list[Row]) -> str:
    lines = [f"{machine()} · {datetime.now(UTC):%Y-%m-%d} · {commit()}", ""]
    lines += ["| what | figure | target | |", "|---|---|---|---|"]
    lines += [f"| {row.name} | {row.figure} | {row.target} | {row.verdict} |" for row in rows]
    return "\n".join(lines)


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1_000_000_000
    return f"{cpu()}, {os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}"


def cpu() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def commit() -> str:
    def git(*words: str) -> str:
        done = subprocess.run(["git", "-C", ROOT, *words], capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else ""

    head = git("rev-parse", "--short", "HEAD") or "before the first commit"
    return f"{head} with changes" if git("status", "--porcelain", "--untracked-files=no") else head
