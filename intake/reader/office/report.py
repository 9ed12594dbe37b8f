"""What a file holds beside its text, and what of it did not come along: the report says it all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.words import words
from intake.reader import conservation
from intake.reader.manuscript import Manuscript, ReportLine


@dataclass(frozen=True)
class Aside:
    """What a file holds beside its text. `aligned` are (words, "center" or "right") of paragraphs
    in order; `lines` all lines that the file has, those in text boxes and the like too."""

    aligned: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    comments: int = 0
    deletions: int = 0
    insertions: int = 0
    margins: tuple[str, ...] = ()  # lines of headers and footers
    images: int = 0


def reported(found: Manuscript, lines: tuple[str, ...], reason: str) -> Manuscript:
    """Lines that are no part of the story, with their words."""
    told = tuple(ReportLine(0, text, reason) for text in lines)
    source = "\n".join([found.source, *lines])
    return replace(found, report=(*found.report, *told), source=source) if lines else found


def with_words_elsewhere(found: Manuscript, all_lines: Iterable[str]) -> Manuscript:
    """Words that the file holds and pandoc does not tell. Lines that it tells whole go first, so
    that what is left stands together."""
    known = Counter(words(found.source))
    told = {key(line) for line in found.source.split("\n")}
    lost: list[str] = []
    for line in sorted(all_lines, key=lambda line: key(line) not in told):
        for word in words(line):
            if known[word]:
                known[word] -= 1
            else:
                lost.append(word)
    if not lost:
        return found
    reason = _("These words stand beside the text: in boxes, in fields, on a title page.")
    return reported(found, (" ".join(lost),), reason)


def told_what_is_gone(found: Manuscript, aside: Aside, images: int) -> Manuscript:
    """Sentences about what does not come along, and about what was not placed."""
    sentences = []
    if count := aside.comments:
        sentences.append(
            ngettext(
                "%(count)s comment beside the text was left out.",
                "%(count)s comments beside the text were left out.",
                count,
            )
            % {"count": count}
        )
    if aside.insertions or aside.deletions:
        sentences.append(
            _(
                "Tracked changes: insertions accepted: %(insertions)s, deletions left out: "
                "%(deletions)s."
            )
            % {"insertions": aside.insertions, "deletions": aside.deletions}
        )
    if count := max(aside.images, images):
        sentences.append(
            ngettext("%(count)s picture was left out.", "%(count)s pictures were left out.", count)
            % {"count": count}
        )
    told = tuple(ReportLine(0, "", sentence) for sentence in sentences)
    return _with_all_words(replace(found, report=(*told, *found.report)))


def _with_all_words(found: Manuscript) -> Manuscript:
    """Where the page's reading lost words that the plain one has, the report gives them back."""
    missing = conservation.check(found, found.source).missing
    if not missing:
        return found
    reason = _("We could not place these words.")
    line = ReportLine(0, " ".join(missing), reason)
    return replace(found, report=(*found.report, line))


def key(text: str) -> str:
    return "".join(text.split())
