"""A collection of documents as people have them, each with the manuscript that it should become.

collection/<shape>/<name>.<suffix> is the document, <name>.toml beside it says what is expected: any
of the keys of `Manuscript.to_json()`, and for chapters, suggestions, header lines and report lines
any of theirs. What is named must be equal; what is not named is free. `refusal` instead of all that
is the sentence with which the document is refused; `filename` is what it is called, if not its own
name. Texts made by a word processor were made by one: collection/README.md says which.
"""

import tomllib
from pathlib import Path

import pytest

from intake import Unreadable, read
from intake.reader.carrying import packed, unpacked
from intake.reader.conservation import check

COLLECTION = Path(__file__).parent / "collection"
EXPECTATIONS = sorted(COLLECTION.glob("*/*.toml"))
NAMES = [f"{path.parent.name}/{path.stem}" for path in EXPECTATIONS]


def document_of(expectation: Path) -> Path:
    (found,) = (p for p in expectation.parent.glob(f"{expectation.stem}.*") if p != expectation)
    return found


def differing(expected, found, place=""):
    """Sentences, one for each thing that is not as expected."""
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            return [f"{place} is {found!r}"]
        return [
            line
            for key, value in expected.items()
            for line in differing(value, found.get(key), f"{place}.{key}")
        ]
    if isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            return [f"{place} has {len(found)} instead of {len(expected)}: {found!r}"]
        pairs = enumerate(zip(expected, found, strict=True))
        return [line for at, pair in pairs for line in differing(*pair, f"{place}[{at}]")]
    return [] if expected == found else [f"{place} is {found!r} instead of {expected!r}"]


@pytest.mark.parametrize("expectation", EXPECTATIONS, ids=NAMES)
def test_a_document_becomes_the_manuscript_that_it_should(expectation):
    expected = tomllib.loads(expectation.read_text(encoding="utf-8"))
    path = document_of(expectation)
    name = expected.pop("filename", path.name)
    if refusal := expected.pop("refusal", ""):
        with pytest.raises(Unreadable, match=refusal):
            read(path.read_bytes(), name)
        return
    manuscript = read(path.read_bytes(), name)
    counts = check(manuscript, manuscript.source)
    assert counts.is_complete, (counts.missing, counts.added, counts.in_order)
    assert not differing(expected, manuscript.to_json())
    assert unpacked(packed(manuscript)) == manuscript


def test_no_document_of_the_collection_is_without_its_expectation():
    documents = {p for p in COLLECTION.glob("*/*") if p.suffix != ".toml"}
    assert documents == {document_of(expectation) for expectation in EXPECTATIONS}
