"""bin/find-python: every candidate is tried; a shim that only prints an error is passed over."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FIND = Path(__file__).parents[2] / "bin" / "find-python"
REAL = Path(sys._base_executable)
SHIM = "#!/bin/sh\necho 'pyenv: version 3.13 is not installed' >&2\nexit 127\n"


@pytest.fixture
def find(tmp_path):
    """Runs the script in a bare environment: the shell's own tools, and the folders given."""

    def run(*folders, **variables):
        tools = tmp_path / "tools"
        if not tools.exists():
            tools.mkdir()
            for tool in ("sh", "tr", "sort", "head", "grep"):
                (tools / tool).symlink_to(shutil.which(tool))
        path = os.pathsep.join(map(str, [*folders, tools]))
        return subprocess.run(
            ["/bin/sh", FIND],
            env={"PATH": path, "HOME": str(tmp_path / "home"), **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def make(file, text):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    file.chmod(0o755)


def real_python(file, version=""):
    """A Python that calls itself `version`, so that one machine can play many."""
    probe = f'exec {REAL} "$@"' if not version else f"echo '{version} {file}'"
    make(file, f"#!/bin/sh\n{probe}\n")


def test_a_shim_that_only_prints_an_error_is_passed_over(find, tmp_path):
    make(tmp_path / "shims/python3.14", SHIM)
    make(tmp_path / "shims/python3", SHIM)
    real_python(tmp_path / "good/python3")
    found = find(tmp_path / "shims", tmp_path / "good")
    assert Path(found.stdout.strip()).resolve() == REAL.resolve()


def test_a_shim_does_not_hide_a_good_one_of_the_same_name_later_on_the_path(find, tmp_path):
    make(tmp_path / "shims/python3.13", SHIM)
    real_python(tmp_path / "good/python3.13")
    assert find(tmp_path / "shims", tmp_path / "good").returncode == 0


def test_a_python_that_is_too_old_is_passed_over(find, tmp_path):
    make(tmp_path / "old/python3", "#!/bin/sh\nexit 1\n")
    real_python(tmp_path / "pyenv/versions/3.13.0/bin/python3")
    found = find(tmp_path / "old", PYENV_ROOT=str(tmp_path / "pyenv"))
    assert Path(found.stdout.strip()).resolve() == REAL.resolve()


@pytest.mark.parametrize(
    ("folder", "variables"),
    [
        ("pyenv/versions", {"PYENV_ROOT": "{}/pyenv"}),
        ("somewhere/versions", {"PATH": "{}/somewhere/shims:{}/tools"}),
        ("home/.pyenv/versions", {}),
        ("home/.local/share/uv/python", {}),
    ],
)
def test_it_looks_beside_the_path_and_takes_the_newest(find, tmp_path, folder, variables):
    (tmp_path / "somewhere/shims").mkdir(parents=True)
    for version in ("3.9.1", "3.12.1", "3.13.0", "3.12.10"):
        _major, minor, patch = version.split(".")
        number = f"{int(minor):03}{int(patch):03}"
        if int(minor) >= 12:
            real_python(tmp_path / folder / version / "bin/python3", number)
        else:
            make(tmp_path / folder / version / "bin/python3", SHIM)
    find()  # makes the tools
    found = find(**{name: value.replace("{}", str(tmp_path)) for name, value in variables.items()})
    assert found.stdout.strip() == f"{tmp_path}/{folder}/3.13.0/bin/python3"


def test_none_at_all_is_one_sentence_that_says_what_to_install(find):
    found = find()
    assert found.returncode == 1
    assert found.stdout == ""
    assert "needs Python 3.12 or newer" in found.stderr
    assert len(found.stderr.splitlines()) == 1
