"""What was edited, in words, each with the button that undoes it. The button of a message belongs
to the form of templates/admin/moderation/tags/_undo.html, which every page of tags has."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from moderation.admin.links import names_of, of_its_own_direction
from moderation.admin.tags.keepers import may
from tags.models import TagEdit

TOLD = 3  # edits in the words of a message; of more their number

What = TagEdit.What
WORDS: dict[str, Promise] = {
    What.RENAME: _("“%(before)s” is called “%(after)s”."),
    What.MERGE: _("“%(tag)s” is another name of “%(other)s”."),
    What.PART: _("“%(tag)s” is no longer another name of “%(other)s”."),
    What.OFFICIAL: _("“%(tag)s” is an official name."),
    What.UNOFFICIAL: _("“%(tag)s” is no longer an official name."),
    What.FILTERABLE: _("“%(tag)s” is offered for filtering."),
    What.DESCRIBE: _("The description of “%(tag)s” was changed."),
    What.PARENTS: _("What “%(tag)s” stands under was changed."),
    What.FANDOMS: _("The fandoms of “%(tag)s” were changed."),
    What.CHARACTERS: _("The characters of “%(tag)s” were changed."),
    What.MEDIA: _("The media of “%(tag)s” were changed."),
    What.SPLIT: _("Stories of “%(fandom)s” go from “%(tag)s” to “%(other)s”."),
    What.LOOK: _("“%(tag)s” was looked at."),
}
NOT_OFFERED = _("“%(tag)s” is no longer offered for filtering.")


@dataclass(frozen=True)
class Line:
    """An edit as a log shows it."""

    edit: TagEdit
    words: SafeString
    by: str
    may_undo: bool


def lines(edits, user) -> list[Line]:
    """Of a queryset of edits, in two queries whatever the number."""
    loaded = edits.select_related("tag", "other", "fandom", "by")
    return [
        Line(
            edit,
            in_words(edit),
            names_of(edit.by),
            may(user, "change", edit.tag) and not edit.is_undone,
        )
        for edit in loaded.prefetch_related("by__pen_names")
    ]


def in_words(edit: TagEdit) -> SafeString:
    """A sentence; the names in it go their own way."""
    after = edit.after.get("tags", {}).get(str(edit.tag_id), {})
    is_taken_away = edit.what == What.FILTERABLE and after.get("is_filterable") is False
    words = NOT_OFFERED if is_taken_away else WORDS[edit.what]
    before = edit.before.get("tags", {}).get(str(edit.tag_id), {})
    named = {
        "tag": edit.tag,
        "other": edit.other or "",
        "fandom": edit.fandom or "",
        "before": before.get("name", edit.tag),
        "after": after.get("name", edit.tag),
    }
    return SafeString(
        escape(words) % {key: of_its_own_direction(name) for key, name in named.items()}
    )


def tell(request, edits: Iterable[TagEdit]) -> None:
    """What was done, and the button that undoes all of it."""
    done = [edit for edit in edits if edit.pk]
    if not done:
        messages.info(request, __("Nothing was changed."))
        return
    name, value = ("batch", done[0].batch) if done[0].batch else ("edit", done[0].pk)
    button = format_html(
        '<button class="button" form="undo" name="{}" value="{}" aria-keyshortcuts="u">{}</button>',
        name,
        value,
        __("Undo"),
    )
    messages.success(request, format_html("{} {}", _said(done), button))


def _said(done: list[TagEdit]) -> str:
    tags = {edit.tag_id for edit in done}
    said: str
    if len(done) <= TOLD:
        said = format_html_join(" ", "{}", ((in_words(edit),) for edit in done))
    else:
        words = ngettext("%(n)s tag was edited.", "%(n)s tags were edited.", len(tags))
        said = words % {"n": len(tags)}
    moved = sum(edit.stories for edit in done)
    if not moved:
        return said
    words = ngettext(
        "%(n)s story follows within minutes.", "%(n)s stories follow within minutes.", moved
    )
    return format_html("{} {}", said, words % {"n": intcomma(moved)})


def undo(request, undone: Iterable[Callable[..., None]]) -> None:
    """Each for itself: what has been changed since stays, and is named."""
    done, refusals = 0, []
    for one in undone:
        try:
            one(by=request.user)
        except ValidationError as refused:
            refusals += refused.messages
        else:
            done += 1
    if done:
        messages.success(request, __("Undone: all is as it was before."))
    for sentence in dict.fromkeys(refusals[:TOLD]):
        messages.error(request, sentence)
