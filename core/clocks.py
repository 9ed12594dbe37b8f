"""Whose clock says it: the time zones that a person can choose, and the archive's own."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

REGIONS = {  # the names that people choose by; all others are older names of the same clocks
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}
UTC = "UTC"


def zone(name: str) -> ZoneInfo:
    """The archive's own where nobody chose one, or where its name is no longer known."""
    return ZoneInfo(name if name in _known() else settings.TIME_ZONE)


def place(name: str) -> str:
    """“America/Argentina/Buenos_Aires” as people say it: “Buenos Aires, Argentina”."""
    _region, *parts = name.split("/")
    return ", ".join(reversed(parts)).replace("_", " ") or name


def in_words(moment: datetime, clock: ZoneInfo) -> str:
    """“Friday, 27 November 2026, 18:00 (Berlin)”."""
    here = moment.astimezone(clock)
    return gettext("%(weekday)s, %(day)s, %(time)s (%(place)s)") % {
        "weekday": date_format(here, "l"),
        "day": date_format(here, "DATE_FORMAT"),
        "time": date_format(here, "TIME_FORMAT"),
        "place": place(clock.key),
    }


@cache
def choices() -> list:
    """[(region, [(name, place)])] for a choice with groups, with the archive's own among them."""
    groups: dict[str, list[str]] = {region: [] for region in REGIONS}
    for name in sorted(_known()):
        groups.get(name.partition("/")[0], []).append(name)
    alone = sorted(
        {UTC, settings.TIME_ZONE} - {name for names in groups.values() for name in names}
    )
    return [
        *((name, name) for name in sorted(alone)),
        *(
            (REGIONS[region], sorted(((name, place(name)) for name in names), key=_by_place))
            for region, names in groups.items()
            if names
        ),
    ]


def _by_place(choice: tuple[str, str]) -> str:
    return choice[1]


@cache
def _known() -> set[str]:
    return available_timezones()
