"""A test that did not run proves nothing: a skipped database or browser test fails the run.

Only tests marked `seed` may be skipped, where the seed document is absent: the same tests run on
samples/.
"""

import pytest

NEEDED_MARKS = {"django_db", "browser"}
NEEDED_FIXTURES = {"db", "transactional_db", "live_server"}

skipped = pytest.StashKey[list[tuple[str, str, bool]]]()  # test, reason, must it run?


def pytest_configure(config):
    config.stash[skipped] = []
    config.pluginmanager.register(Recorder(config.stash[skipped]), "skips-recorder")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    marks = {mark.name for mark in item.iter_markers()}
    if "seed" not in marks and (marks & NEEDED_MARKS or NEEDED_FIXTURES & set(item.fixturenames)):
        report.user_properties.append(("must run", True))  # travels from xdist's workers
    return report


class Recorder:
    def __init__(self, rows):
        self.rows = rows

    def pytest_runtest_logreport(self, report):
        if report.skipped and not hasattr(report, "wasxfail"):
            self.note(report, ("must run", True) in map(tuple, report.user_properties))

    def pytest_collectreport(self, report):
        if report.skipped:  # a whole module: nobody knows what stood in it
            self.note(report, must_run=True)

    def note(self, report, must_run):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        self.rows.append((report.nodeid, str(reason).removeprefix("Skipped: "), must_run))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    nothing_failed = exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    if nothing_failed and any(must_run for *_, must_run in session.config.stash[skipped]):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    rows = config.stash[skipped]
    if rows:
        terminalreporter.section("what was skipped, and why")
    for test, reason, must_run in rows:
        verdict = "  ← MUST RUN: this fails the run" if must_run else ""
        terminalreporter.line(f"{test}: {reason}{verdict}", red=must_run, yellow=not must_run)
