"""From what was read and checked to a draft of a story."""

from pathlib import PurePath

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import PenName
from intake.fair_copy import FairCopy
from intake.models import Source
from stories.models import Story


@transaction.atomic
def keep(copy: FairCopy, *, pen_names: list[PenName], source: Source) -> Story:
    """A new draft by these pen names, with the source attached; nothing is refused for its length.
    The same source is kept once: a second call, at the same moment too, returns the same story."""
    source = Source.objects.select_for_update().get(pk=source.pk)
    if source.story:
        return source.story
    copy.texts["title"] = copy.texts["title"].strip() or title_for(source)
    copy.fit()
    story = Story.begin(pen_names=pen_names, title=copy.texts["title"])
    for chapter in copy.chapters:
        story.add_chapter(**chapter)
    story.describe(
        copy.fields,
        {field: (names, _hearts(names, copy.main)) for field, names in copy.tags.items()},
        copy.header_lines,
    )
    story.write(**copy.texts)
    PenName.objects.filter(pk__in=[name.pk for name in pen_names]).update(used_at=timezone.now())
    source.owner_id = source.owner_id or pen_names[0].user_id
    source.story, source.report = story, copy.report
    source.save(update_fields=["owner", "story", "report"])
    return story


def title_for(source: Source) -> str:
    """What a story without a title is called until its author says otherwise."""
    name = PurePath(source.file_name).stem.replace("_", " ").strip()
    return name or _("Untitled")


def _hearts(names: list[str], main: list[str]) -> list[str]:
    return [name for name in names if name in main]
