"""manage.py intake FILE [--json]: no database is needed."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "rain.txt"
    path.write_text("Rain\nNotes: Total fluff.\n\nIt rained. <Again?> she thought.\n", "utf-8")
    return str(path)


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("intake", *arguments, stdout=out)
    return out.getvalue()


def test_json_prints_the_manuscript(story):
    found = json.loads(printed(story, "--json"))
    assert (found["title"], found["notes"]) == ("Rain", ["Total fluff."])
    assert "thought" in found["chapters"][0]["html"]


def test_thoughts_can_be_switched_off(story):
    found = json.loads(printed(story, "--json", "--no-thoughts"))
    assert 'class="thought"' not in found["chapters"][0]["html"]


def test_without_json_a_summary_is_printed(story):
    out = printed(story)
    assert "title            1  Rain" in out
    assert "suggested        2  freeform: Fluff" in out
    assert "nothing was left out." in out


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path):
    (tmp_path / "empty.txt").touch()
    with pytest.raises(CommandError, match=r"This file is empty\."):
        call_command("intake", str(tmp_path / "empty.txt"))
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("intake", str(tmp_path / "missing.txt"))
