"""Which part of a story a document is: "(2/3)", "Rain, part 2 of 3", "rain-2of3.txt".

A part is (number, of how many), the whole 0 where nobody says it. One of one is no part.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from intake.reader.body.marks import heading, number_of
from intake.reader.mail.subject import SUBJECTS, subject_of
from intake.reader.manuscript import HeaderLine, Manuscript

Part = tuple[int, int]

LARGEST = 200  # parts of a story; larger numbers are years and house numbers
UNKNOWN = r"\?+|wip|x+"
COUNT = rf"(?P<number>\d{{1,3}})\s*(?:/|\bof\b)\s*(?P<whole>\d{{1,3}}|{UNKNOWN})"
WORD = r"(?:part|pt|chapter|chap|ch|episode|ep|teil|kapitel|partie|chapitre|parte|cap[íi]tulo)"
NAMED = rf"{WORD}\b\.?\s*#?(?P<named>\d{{1,3}}|[ivx]+|[a-z]+)(?:\s*(?:/|\bof\b)\s*(?P<of>\w+|\?+))?"
BESIDE = re.compile(
    rf"\s*(?:[-–—,:;.]\s*)?[(\[{{]?\s*(?:{WORD}\b\.?\s*)?{COUNT}\s*[)\]}}]?\s*$"
    rf"|(?:\s*[-–—,:;.(\[]+\s*|\s+){NAMED}\s*[)\]]?\s*$",
    re.IGNORECASE,
)
ALONE = re.compile(rf"\W*(?:{COUNT}|{NAMED})\W*", re.IGNORECASE)
LABELS = frozenset(("part", "parts", "part number", "chapter", "chapters", "installment"))

IN_NAMES = re.compile(
    rf"(?P<number>\d{{1,3}})[\s_-]*of[\s_-]*(?P<whole>\d{{1,3}})(?!\d)"
    rf"|(?<![a-z]){WORD}\.?[\s_#-]*(?P<named>\d{{1,3}})(?!\d)"
    r"|(?<=[\s_(-])(?P<a>\d{1,2})[_-](?P<b>\d{1,2})(?=\)?$)",
    re.IGNORECASE,
)
LAST_NUMBER = re.compile(r"[\s_(#-]*(\d{1,3})\)?$")


def part_of(manuscript: Manuscript, name: str = "") -> Part | None:
    """By the subject of its mail, beside its title, in its header, over its text, else by its
    file's name. Several mails in one document are several parts already."""
    lines = manuscript.header_lines
    subjects = [line.value for line in lines if line.label.casefold() in SUBJECTS]
    if len(subjects) > 1:
        return named_part(name)
    return next((part for part in _said(manuscript, subjects) if part), None) or named_part(name)


def _said(manuscript: Manuscript, subjects: list[str]) -> Iterator[Part | None]:
    yield from (part_in(subject_of(subject).part) for subject in subjects)
    yield part_in(manuscript.title.text) or part_beside(manuscript.title.source)
    yield from (_in_header(line) for line in manuscript.header_lines)
    if len(manuscript.chapters) == 1:
        yield part_in(manuscript.chapters[0].heading.text)


def _in_header(line: HeaderLine) -> Part | None:
    if line.label.casefold() == "title":
        return part_beside(line.value)
    if line.label.casefold() in LABELS:
        return part_in(line.value)
    return part_in(line.value) if not line.label and heading(line.value) else None


def part_in(text: str) -> Part | None:
    """Of a text that says nothing else: "2/3", "(1/?)", "Part Two of Three", "Chapter 4"."""
    if mark := heading(text):
        text = mark.mark
    match = ALONE.fullmatch(text.strip())
    return _part(match) if match else None


def part_beside(title: str) -> Part | None:
    """ "Rain (2/3)", "Rain, part 2" → which part it is."""
    match = BESIDE.search(title[-60:])
    return _part(match) if match else None


def without_part(title: str) -> str:
    """ "Rain, part 2 of 3" → "Rain"; "Part 2" → ""."""
    if part_in(title):
        return ""
    match = BESIDE.search(title, max(0, len(title) - 60))
    return title[: match.start()].rstrip(" ,:;-–—") if match and _part(match) else title


def named_part(name: str) -> Part | None:
    """What a file's name says for certain: "rain-2of3.txt", "rain part 2.txt", "rain ch04.txt"."""
    match = _in_name(PurePath(name).stem)
    if not match:
        return None
    if match["a"]:
        return _checked(int(match["a"]), int(match["b"]))
    number, whole = match["number"] or match["named"], match["whole"]
    return _checked(int(number), int(whole or 0))


def name_and_number(name: str) -> tuple[str, int | None]:
    """ "rain02.txt" → ("rain", 2): what may be a part, if others stand beside it."""
    stem = PurePath(name).stem
    if (match := _in_name(stem)) and named_part(name):
        number = match["number"] or match["named"] or match["a"]
        return stem[: match.start()] + stem[match.end() :], int(number)
    match = LAST_NUMBER.search(stem)
    if match and match.start() and int(match[1]) <= LARGEST:
        return stem[: match.start()], int(match[1])
    return stem, None


def _in_name(stem: str) -> re.Match[str] | None:
    return next((match for match in IN_NAMES.finditer(stem[:255])), None)


def _part(match: re.Match[str]) -> Part | None:
    if match["number"]:
        whole = match["whole"]
        return _checked(int(match["number"]), int(whole) if whole.isdecimal() else 0)
    number = number_of(match["named"])
    return _checked(number, number_of(match["of"]) if match["of"] else 0) if number else None


def _checked(number: int, whole: int) -> Part | None:
    if whole == 1 or number > LARGEST or (whole and number > whole) or not (number or whole):
        return None
    return number, whole


def with_part(manuscript: Manuscript, name: str) -> Manuscript:
    if manuscript.part or manuscript.origin:
        return manuscript
    return replace(manuscript, part=part_of(manuscript, name))
