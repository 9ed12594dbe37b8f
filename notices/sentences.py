"""What a notice says, in the language that is active.

Plain text, for pages, mails and feeds alike: names and titles stand between Unicode's isolating
marks, so that neither direction turns the other. A notice must have been loaded with
`visible_to(user).for_sentences(user)`: what is not loaded is not for its reader.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.models import Brake
from notices.models import Kind, Notice

OPENING, CLOSING = "\u2068", "\u2069"  # first strong isolate, pop directional isolate


def sentence(notice: Notice) -> str:
    return SENTENCES[Kind(notice.kind)](notice)


def discreetly(notice: Notice) -> str:
    """Names nobody and nothing: for lock screens and over shoulders."""
    return str(DISCREET[Kind(notice.kind)])


def isolated(words: object) -> str:
    return f"{OPENING}{words}{CLOSING}"


# What readers write and give


def review(notice: Notice) -> str:
    return _("%(who)s wrote about “%(story)s”.") % _names(notice)


def answer(notice: Notice) -> str:
    return _("%(who)s answered you about “%(story)s”.") % _names(notice)


def held(notice: Notice) -> str:
    if notice.review and not notice.review.is_held:
        return review(notice)
    return _("%(who)s wrote about “%(story)s”. It waits for you.") % _names(notice)


def _names(notice: Notice) -> dict[str, str]:
    return {"who": _writer(notice.review), "story": isolated(notice.story)}


def _writer(review) -> str:
    if review.is_anonymous:
        return _("The author")
    return isolated(review.name) if review.name else _("Somebody")


def kudos(notice: Notice) -> str:
    number = notice.thanks or 1
    words = ngettext(
        "%(n)s person thanked you for “%(story)s”.",
        "%(n)s people thanked you for “%(story)s”.",
        number,
    )
    return words % {"n": number, "story": isolated(notice.story)}


def correction(notice: Notice) -> str:
    if notice.detail["what"] == "accepted":
        words = _("Your correction of “%(story)s” was accepted. Thank you.")
    else:
        words = _("A reader proposes a correction of “%(story)s”.")
    return words % {"story": isolated(notice.story)}


def friend(notice: Notice) -> str:
    if notice.pen_name:
        name = {"name": isolated(notice.pen_name)}
        if notice.detail["what"] == "agreed":
            return _("%(name)s reads first for you from now on.") % name
        return _("%(name)s does not read first for you.") % name
    if notice.asker:
        return _("%(name)s asks you to read first what readers write.") % {
            "name": isolated(notice.asker)
        }
    return _("An author asks you to read first what readers write.")


# What one follows


def chapter(notice: Notice) -> str:
    names = {"story": isolated(notice.story), "chapter": isolated(notice.chapter)}
    if notice.chapter:
        return _("A new part of “%(story)s” is here: %(chapter)s.") % names
    if notice.detail.get("is_first", True):
        return _("A new story is here: “%(story)s”.") % names
    return _("There is something new in “%(story)s”.") % names


def filter(notice: Notice) -> str:
    number = notice.detail["n"]
    names = {"n": number, "filter": isolated(notice.filter_name), "story": isolated(notice.story)}
    if notice.story:
        return _("A new story for “%(filter)s”: “%(story)s”.") % names
    words = ngettext(
        "%(n)s new story for “%(filter)s”.", "%(n)s new stories for “%(filter)s”.", number
    )
    return words % names


# What moderators and the archive say

DECISIONS = {  # by what it is about and what was decided
    ("story", "hide"): gettext_lazy("The moderators have hidden your story “%(story)s”."),
    ("story", "restore"): gettext_lazy("The moderators show your story “%(story)s” again."),
    ("review", "hide"): gettext_lazy(
        "The moderators have hidden what you wrote about “%(story)s”."
    ),
    ("review", "restore"): gettext_lazy(
        "The moderators show what you wrote about “%(story)s” again."
    ),
    ("image", "remove"): gettext_lazy("The moderators have removed a picture from “%(story)s”."),
    ("image", "put_back"): gettext_lazy("The moderators have put a picture back in “%(story)s”."),
    ("account", "suspend"): gettext_lazy("The moderators have suspended your account."),
    ("account", "lift"): gettext_lazy("Your account is no longer suspended."),
    ("account", "let_in"): gettext_lazy("A moderator has let you in. You can publish now."),
    ("account", "link"): gettext_lazy(
        "A moderator made a link with which your password can be changed."
    ),
    ("account", "one_step"): gettext_lazy(
        "A moderator took two-step sign-in away from your account."
    ),
}


def decision(notice: Notice) -> str:
    detail = notice.detail
    otherwise = _("The moderators have decided something that concerns you.")
    words = str(DECISIONS.get((detail["what"], detail["verb"]), otherwise))
    said = words % {"story": isolated(notice.story)} if notice.story else words
    if not detail.get("reason"):
        return said
    together = _("%(decision)s Their reason: %(reason)s")
    return together % {"decision": said, "reason": isolated(detail["reason"])}


def bin(notice: Notice) -> str:
    day = date_format(date.fromisoformat(notice.detail["day"]), "DATE_FORMAT")
    return _("On %(day)s something in your bin will be gone for good.") % {"day": day}


def site(notice: Notice) -> str:
    detail = notice.detail
    until = date_format(datetime.fromisoformat(detail["until"]), "DATETIME_FORMAT")
    names = {"brake": Brake.Kind(detail["brake"]).label, "until": until}
    if detail["by_itself"]:
        return _("A flood: the archive pulled a brake, until %(until)s UTC: %(brake)s.") % names
    return _("A moderator pulled a brake, until %(until)s UTC: %(brake)s.") % names


SENTENCES: dict[Kind, Callable[[Notice], str]] = {
    Kind.REVIEW: review,
    Kind.ANSWER: answer,
    Kind.HELD: held,
    Kind.KUDOS: kudos,
    Kind.CORRECTION: correction,
    Kind.FRIEND: friend,
    Kind.CHAPTER: chapter,
    Kind.FILTER: filter,
    Kind.DECISION: decision,
    Kind.BIN: bin,
    Kind.SITE: site,
}

DISCREET = {
    Kind.REVIEW: gettext_lazy("Somebody wrote about a story of yours."),
    Kind.ANSWER: gettext_lazy("Somebody answered you."),
    Kind.HELD: gettext_lazy("Something waits for you."),
    Kind.KUDOS: gettext_lazy("Somebody thanked you."),
    Kind.CORRECTION: gettext_lazy("There is news of a correction."),
    Kind.FRIEND: gettext_lazy("There is news of reading first."),
    Kind.CHAPTER: gettext_lazy("There is something new to read."),
    Kind.FILTER: gettext_lazy("There is something new for a filter of yours."),
    Kind.DECISION: gettext_lazy("The moderators have decided something that concerns you."),
    Kind.BIN: gettext_lazy("Your bin is about to be emptied."),
    Kind.SITE: gettext_lazy("The archive has something to tell its moderators."),
}
