"""The round through the table, and how it is told."""

import argparse
import os
import platform
import textwrap
from collections.abc import Callable, Iterator

from archive.doctor.finding import CannotLook, Finding, must
from archive.doctor.table import STAGES, Check

SUMMARY = "Names everything that is set up wrongly, what that means and how to mend it."
WIDTH = 88  # of sentences, without what stands before them
WHERE = (
    "Settings stand in .env (Docker) or /etc/ficwright/ficwright.env (Debian); start the web "
    "server and the worker anew after a change. For “manage.py”, write deploy/manage, in the "
    "folder of the archive. More in docs/operating.md."
)


def main(words: list[str], say: Callable[[str], object]) -> int:
    """1 where something must be mended, else 0."""
    parser = argparse.ArgumentParser(prog="manage.py doctor", description=SUMMARY)
    parser.add_argument("--verbose", action="store_true", help="also what is as it should be")
    chosen = parser.parse_args(words)
    mode = os.environ.get("FICWRIGHT_MODE", "")
    say(f"Mode {mode} · Python {platform.python_version()}")
    found: list[Finding] = []
    sound = 0
    for check, findings in examine():
        found += findings
        sound += not findings
        if chosen.verbose and not findings:
            say(f"  ok  {check.name}")
    for finding in sorted(found, key=lambda one: not one.is_must):
        say(told(finding))
    say(summary(found, sound))
    return int(any(finding.is_must for finding in found))


def examine() -> Iterator[tuple[Check, list[Finding]]]:
    """Each check with what it found, up to the first door that is shut."""
    for stage in STAGES:
        findings, is_open = look(stage.door)
        yield stage.door, findings
        if not is_open:
            return
        for check in stage.checks:
            yield check, look(check)[0]


def look(check: Check) -> tuple[list[Finding], bool]:
    """What was found, and whether what comes behind can be asked."""
    findings: list[Finding] = []
    try:
        for finding in check.look():
            findings.append(finding)
    except CannotLook:
        return findings, False
    except Exception as error:  # a doctor that falls ill says so and goes on
        reason = " ".join(str(error).split()) or type(error).__name__
        what = f"Looking at “{check.name}” broke: {reason}"
        findings.append(must(what, "Nobody knows whether that is well.", "See the message."))
        return findings, False
    return findings, True


def told(finding: Finding) -> str:
    """The cure stays one line, however long: a command that is cut cannot be copied."""
    head = "MUST" if finding.is_must else "SHOULD"
    words = [*textwrap.wrap(finding.what, WIDTH), *textwrap.wrap(finding.means, WIDTH)]
    lines = [f"{'':<8}{line}" for line in (*words, f"→ {finding.cure}")]
    return f"\n{head:<8}{lines[0].lstrip()}\n" + "\n".join(lines[1:])


def summary(found: list[Finding], sound: int) -> str:
    musts = sum(finding.is_must for finding in found)
    count = (
        f"To be mended: {musts}. To be looked at: {len(found) - musts}. Without finding: {sound}."
    )
    return "\n".join(["", count, *(["", *textwrap.wrap(WHERE, WIDTH)] if found else [])])
