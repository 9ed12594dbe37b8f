"""What the author of a story wishes to hear, and who reads first what waits for her.

A story's own wishes stand over what its first author says of all of hers; so does its own first
reader.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from accounts.models import Block
from reviews.models.wishes import FirstReader, Welcome, Wishes
from stories.models import Byline, Story

NAMES = ("welcome", "holds", "passages", "corrections")
OF_ALL = "pen_name__user__wishes__"  # of a byline
OF_STORY = "story__wishes__"
SAID = "said_of_wishes"  # of a loaded story: both, as JSON

SENTENCES = {
    Welcome.KIND: _("The author would love kind words."),
    Welcome.HONEST: _("The author would like to hear what you thought, honestly."),
    Welcome.TYPOS: _("The author is glad to be told of typing errors."),
    Welcome.QUESTIONS: _("The author would like questions only."),
    Welcome.NOTHING: _("The author would rather not hear about this story."),
}


@dataclass(frozen=True)
class Wished:
    """As it holds for one story."""

    welcome: str = ""  # of Welcome, or nothing said
    holds: bool = False
    passages: bool = False
    corrections: bool = False
    first_reader: int | None = None  # the account of whoever reads first, if she agreed and can

    @property
    def sentence(self) -> str:
        """What readers are told of it, above the box."""
        return str(SENTENCES[Welcome(self.welcome)]) if self.welcome else ""

    @property
    def is_closed(self) -> bool:
        """Whoever wishes to hear nothing is written nothing."""
        return self.welcome == Welcome.NOTHING


def wishes_for(story: Story) -> Wished:
    """Asked once of each loaded story: one query, none where it was loaded `with_wishes()`."""
    kept = vars(story)
    if "wished" not in kept:
        if SAID not in kept:
            this = with_wishes(Story.objects.filter(pk=story.pk))
            kept[SAID] = this.values_list(SAID, flat=True).first()
        kept["wished"] = _wished(kept[SAID])
    return kept["wished"]


def with_wishes(stories):
    """What `wishes_for()` reads, in the query that loads the stories."""
    lines = Byline.objects.filter(story=OuterRef("pk"), state=Byline.State.ACCEPTED)
    columns = [place + name for name in NAMES for place in (OF_STORY, OF_ALL)]
    row = JSONObject(reader=Subquery(_reader_of_byline()), **{name: F(name) for name in columns})
    first = lines.order_by("position", "pk").values_list(row)[:1]
    return stories.annotate(**{SAID: Subquery(first)})


def usual_for(story: Story) -> Wished:
    """What its first author says of all of hers."""
    author = first_author_of(story.pk)
    said = Wishes.objects.filter(user__in=author).values(*NAMES).first() or {}
    readers = FirstReader.objects.filter(_reads(), story=None, author__in=author)
    return Wished(first_reader=readers.values_list("pen_name__user", flat=True).first(), **said)


def first_author_of(story) -> Any:
    """Whose wishes a story follows: the account behind its first byline, as a queryset of one."""
    lines = Byline.objects.filter(story=story, state=Byline.State.ACCEPTED)
    return lines.order_by("position", "pk").values("pen_name__user")[:1]


def is_read_first(by: Any = None) -> Q:
    """Does somebody read first what waits for the authors of the outer row's `story`? Or, with an
    account, does she?"""
    who = Q(pen_name__user=by) & _reads() if by else _reads()
    own = FirstReader.objects.filter(story=OuterRef("story"))
    of_all = FirstReader.objects.filter(
        story=None, author__in=first_author_of(OuterRef(OuterRef("story")))
    )
    return Q(Exists(own.filter(who))) | Q(~Exists(own), Exists(of_all.filter(who)))


def _reads() -> Q:
    """Of FirstReader: whoever agreed and can, and is not blocked by the author. An author may also
    say that nobody reads before her: then she is named herself."""
    blocks = Block.objects.filter(blocker=OuterRef("author"), blocked=OuterRef("pen_name__user"))
    return Q(
        ~Exists(blocks),
        ~Q(pen_name__user=F("author")),
        agreed_at__isnull=False,
        pen_name__user__is_active=True,
        pen_name__user__suspended_at=None,
        pen_name__user__waiting_since=None,
    )


def _wished(row: dict[str, Any] | None) -> Wished:
    """`row` is None where a story has no author."""
    if row is None:
        return Wished()
    said = {}
    for name in NAMES:
        of_story, of_all = row[OF_STORY + name], row[OF_ALL + name]
        found = of_all if of_story in ("", None) else of_story
        if found is not None:
            said[name] = found
    reader = row["reader"] or {}
    return Wished(first_reader=reader["user"] if reader.get("reads") else None, **said)


def _reader_of_byline():
    """As JSON: the story's own, or else of all, whether she reads or not."""
    own_or_of_all = Q(story=OuterRef("story")) | Q(story=None, author=OuterRef("pen_name__user"))
    reads = ExpressionWrapper(_reads(), BooleanField())
    rows = FirstReader.objects.filter(own_or_of_all).order_by(F("story").asc(nulls_last=True), "pk")
    return rows.values_list(JSONObject(user="pen_name__user", reads=reads))[:1]
