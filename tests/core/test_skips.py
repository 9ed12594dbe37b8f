"""A skipped database or browser test fails the run; one marked `seed` does not."""

import pytest

pytest_plugins = "pytester"

SETTINGS = """
    [pytest]
    markers =
        browser
        seed
        django_db
"""


@pytest.fixture
def run(pytester):
    pytester.makeini(SETTINGS)

    def run(body, *arguments):
        pytester.makepyfile(f"import pytest\n{body}")
        plugins = ("-p", "tests.plugins.skips", "-p", "no:django", "-p", "no:randomly")
        return pytester.runpytest_inprocess(*plugins, *arguments)

    return run


def skipped(*marks):
    lines = [f"@pytest.mark.{mark}" for mark in marks]
    return "\n".join([*lines, "def test_it(): pytest.skip('no such thing here')"])


@pytest.mark.parametrize("mark", ["browser", "django_db"])
def test_a_skipped_one_fails_the_run_and_is_named(run, mark):
    result = run(skipped(mark))
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*test_it: no such thing here*MUST RUN*"])


def test_also_when_it_ran_in_a_process_of_its_own(run):
    assert run(skipped("browser"), "-n", "1").ret == 1


def test_a_whole_module_that_is_skipped_fails_the_run(run):
    assert run("pytest.skip('no browser', allow_module_level=True)").ret == 1


@pytest.mark.parametrize("marks", [("seed", "browser"), ()])
def test_others_may_be_skipped_and_are_named(run, marks):
    result = run(skipped(*marks))
    assert result.ret == 0
    result.stdout.fnmatch_lines(["*test_it: no such thing here"])


def test_an_expected_failure_is_no_skip(run):
    assert run("@pytest.mark.browser\n@pytest.mark.xfail\ndef test_it(): assert False").ret == 0
