"""From what was read and checked to a draft of a story."""

from pathlib import PurePath

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import PenName, User
from core import names
from intake.fair_copy import FairCopy
from intake.marks import with_chapters
from intake.models import Source
from intake.twice import Match, known
from stories import limits
from stories.models import Series, Story


class NotKept(Exception):  # noqa: N818 - it says what became of it
    """A question that its author has to answer first; `field` of the check page is where."""

    field: str | None = None


class HereAlready(NotKept):
    field = "as_new"

    def __init__(self, match: Match) -> None:
        super().__init__(
            _("You have this story already: “%(title)s”.") % {"title": match.story.title}
        )
        self.match = match


@transaction.atomic
def keep(
    copy: FairCopy, *, pen_names: list[PenName], source: Source, as_new: bool = False
) -> Story:
    """A new draft by these pen names, with the source attached; nothing is refused for its length.
    The same source is kept once: a second call, at the same moment too, returns the same story.
    Another source of a story that its author has for certain raises HereAlready, unless it is
    wanted `as_new`."""
    outline, user = source.described(), _one_at_a_time(pen_names)
    source = Source.objects.select_for_update().get(pk=source.pk)
    if source.story:
        return source.story
    source.outline, source.origin = outline, outline["origin"]
    match = None if as_new else known(source, user)
    if match and match.is_sure:
        raise HereAlready(match)
    story = _story_of(copy, pen_names, source)
    chapters = story.chapters.values_list("pk", flat=True)
    source.outline["marks"] = with_chapters(copy.marks, chapters)
    attach(source, story, copy.report, owner=user)
    PenName.objects.filter(pk__in=[name.pk for name in pen_names]).update(used_at=timezone.now())
    return story


def attach(source: Source, story: Story, report: list[dict], *, owner: User) -> None:
    """The originals stay with the story; what the worker made of them has done its duty."""
    source.report = report
    for part in source.parts:
        part.owner_id, part.story = part.owner_id or owner.pk, story
        part.save(update_fields=["owner", "story", "report", "outline", "origin"])
        part.readings.all().delete()


def title_for(source: Source) -> str:
    """What a story without a title is called until its author says otherwise."""
    name = PurePath(source.file_name).stem.replace("_", " ").strip()
    return name or _("Untitled")


def _one_at_a_time(pen_names: list[PenName]) -> User:
    """Two files of one story at the same moment make one story, two of a series one series."""
    return User.objects.select_for_update(no_key=True).get(pk=pen_names[0].user_id)


def _story_of(copy: FairCopy, pen_names: list[PenName], source: Source) -> Story:
    copy.texts["title"] = copy.texts["title"].strip() or title_for(source)
    copy.fit()
    story = Story.begin(pen_names=pen_names, title=copy.texts["title"])
    for chapter in copy.chapters:
        story.add_chapter(**chapter)
    for one in copy.series:
        _series_called(one["name"], pen_names).add(story, position=one["position"])
    story.describe(
        {**copy.fields, "credits": copy.credits},
        {field: (found, _hearts(found, copy.main)) for field, found in copy.tags.items()},
        copy.header_lines,
    )
    story.write(**copy.texts)
    return story


def _series_called(name: str, pen_names: list[PenName]) -> Series:
    """Of these very pen names: a series of another would tell that one person has both."""
    own = Series.objects.filter(pen_names__in=pen_names).distinct().order_by("pk")
    for series in own:
        if names.key(series.title) == names.key(name):
            return series
    series = Series.objects.create(title=name[: limits.TITLE])
    series.pen_names.set(pen_names)
    return series


def _hearts(found: list[str], main: list[str]) -> list[str]:
    return [name for name in found if name in main]
