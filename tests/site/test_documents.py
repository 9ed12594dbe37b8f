"""What the documents say is so."""

import re

from tests.conftest import ROOT

ASKED = re.compile(r"""(?:required|text|number|words|folder|environ\.get)\(\s*"([A-Z][A-Z_]+)\"""")
NOT_FOR_PEOPLE = {"DJANGO_SETTINGS_MODULE"}


def test_the_readme_lists_every_setting():
    asked = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    rooms = [path for room in ("archive", "core") for path in (ROOT / room).rglob("*.py")]
    for path in (*rooms, ROOT / "gunicorn.conf.py"):
        asked |= set(ASKED.findall(path.read_text()))
    readme = (ROOT / "README.md").read_text()
    first_column = re.findall(r"^\| (`[^|]*)\|", readme, re.MULTILINE)
    listed = set(re.findall(r"`([A-Z][A-Z_]+)`", " ".join(first_column)))
    assert asked - NOT_FOR_PEOPLE - listed == set()
    assert listed - asked - {"CHROMIUM"} == set()
