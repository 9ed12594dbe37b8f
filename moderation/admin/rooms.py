"""The rooms of the admin in plain words, in the order in which they are needed. What has no row
here stands under "behind the scenes", so that no list is ever out of reach."""

from dataclasses import dataclass

from django.contrib import admin
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROOMS: list[tuple[str, Promise, Promise]] = [
    ("moderation_report", _("Reports"), _("What readers told you, and what to do about it.")),
    ("reviews_review", _("Reviews"), _("What readers wrote: hide it, or show it again.")),
    ("stories_story", _("Stories"), _("What is published: hide it, or show it again.")),
    ("moderation_picture", _("Pictures"), _("What stands in stories: remove it, or put it back.")),
    ("moderation_account", _("People"), _("Everybody by pen name: suspend, or lift it again.")),
    ("accounts_penname", _("Pen names"), _("Find who writes under which name.")),
    ("moderation_decision", _("Decisions"), _("What was decided, by whom and why.")),
    ("moderation_sweep", _("Waves"), _("Spam that was ended all at once; it can be taken back.")),
    ("core_brake", _("Brakes"), _("In a flood: hold what is written, or close sign-up.")),
    ("tags_tag", _("Tags"), _("Official names, and other names of the same thing.")),
    ("accounts_user", _("Accounts"), _("Sign-in names, addresses, and who may do what.")),
    ("core_sitesettings", _("Site settings"), _("Name, sign-up, languages, rules.")),
    ("core_auditentry", _("Log"), _("Everything that was done here, for ever.")),
]

BEHIND: dict[str, Promise] = {
    "account_emailaddress": _("E-mail addresses"),
    "auth_group": _("Groups: what moderators and tag editors may do"),
    "notices_letter": _("Mails of notices: sent, waiting, given up"),
    "procrastinate_procrastinatejob": _("The worker’s queue"),
    "tags_medium": _("Media: under what the fandoms stand"),
    "tags_tagedit": _("What tag editors did"),
    "usersessions_usersession": _("Who is signed in, and where"),
}


@dataclass(frozen=True)
class Room:
    name: str
    words: str
    page: str
    is_here: bool


def rooms_for(request) -> tuple[list[Room], list[Room]]:
    """Those that this person may enter: the rooms, and what is behind the scenes."""
    open_to = {
        f"{model._meta.app_label}_{model._meta.model_name}": model._meta.verbose_name_plural
        for model, model_admin in admin.site._registry.items()
        if model_admin.has_module_permission(request)
        and model_admin.has_view_or_change_permission(request)
    }
    known = [
        _room(request, key, str(name), str(words)) for key, name, words in ROOMS if key in open_to
    ]
    others = open_to.keys() - {key for key, _name, _words in ROOMS}
    return known, [
        _room(request, key, str(BEHIND.get(key, open_to[key])), "") for key in sorted(others)
    ]


def _room(request, key: str, name: str, words: str) -> Room:
    page = reverse(f"admin:{key}_changelist")
    return Room(name, words, page, request.path.startswith(page))
