"""What chips say."""

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from discovery.wishes import ranges
from discovery.wishes.remarks import Remark
from stories import languages
from stories.models.choices import Rating, Status
from tags import vocabulary

WITHOUT = _("without: %(value)s")
SENTENCES = {  # field: (what it says, what it says where it is excluded)
    "q": (_("“%(value)s”"), _("without “%(value)s”")),
    "text": (_("in the text: “%(value)s”"), _("not in the text: “%(value)s”")),
    "title": (_("in the title: “%(value)s”"), _("not in the title: “%(value)s”")),
    "fandom": (_("Fandom: %(value)s"), WITHOUT),
    "relationship": (_("Relationship: %(value)s"), WITHOUT),
    "character": (_("Character: %(value)s"), WITHOUT),
    "au": (_("AU: %(value)s"), WITHOUT),
    "warning": (_("Warning: %(value)s"), WITHOUT),
    "category": (_("Category: %(value)s"), WITHOUT),
    "freeform": (_("Tag: %(value)s"), WITHOUT),
    "tag": (_("Tag: %(value)s"), WITHOUT),
    "mainly": (_("mainly: %(value)s"), _("not mainly: %(value)s")),
    "by": (_("by %(value)s"), _("not by %(value)s")),
    "rating": (_("Rating: %(value)s"), _("Rating: not %(value)s")),
    "status": (_("Status: %(value)s"), _("Status: not %(value)s")),
    "language": (_("Language: %(value)s"), _("not in %(value)s")),
}
SWITCHES = {
    ("crossover", "none"): _("no crossovers"),
    ("crossover", "only"): _("only crossovers"),
    ("chapters", "one"): _("one chapter only"),
    ("chapters", "many"): _("several chapters"),
}
AT_LEAST = ngettext_lazy("%(amount)s word or more", "%(amount)s words or more", "number")
MORE_THAN = ngettext_lazy("more than %(amount)s word", "more than %(amount)s words", "number")
AT_MOST = ngettext_lazy("at most %(amount)s word", "at most %(amount)s words", "number")
FEWER_THAN = ngettext_lazy("fewer than %(amount)s word", "fewer than %(amount)s words", "number")
EXACTLY = ngettext_lazy("exactly %(amount)s word", "exactly %(amount)s words", "number")
BETWEEN = ngettext_lazy("%(start)s to %(stop)s word", "%(start)s to %(stop)s words", "number")
AGES = {  # unit: (since then, since before then, that day)
    "d": (
        ngettext_lazy("updated in the last day", "updated in the last %(number)s days", "number"),
        ngettext_lazy(
            "updated more than a day ago", "updated more than %(number)s days ago", "number"
        ),
        ngettext_lazy("a day ago", "%(number)s days ago", "number"),
    ),
    "w": (
        ngettext_lazy("updated in the last week", "updated in the last %(number)s weeks", "number"),
        ngettext_lazy(
            "updated more than a week ago", "updated more than %(number)s weeks ago", "number"
        ),
        ngettext_lazy("a week ago", "%(number)s weeks ago", "number"),
    ),
    "m": (
        ngettext_lazy(
            "updated in the last month", "updated in the last %(number)s months", "number"
        ),
        ngettext_lazy(
            "updated more than a month ago", "updated more than %(number)s months ago", "number"
        ),
        ngettext_lazy("a month ago", "%(number)s months ago", "number"),
    ),
    "y": (
        ngettext_lazy("updated in the last year", "updated in the last %(number)s years", "number"),
        ngettext_lazy(
            "updated more than a year ago", "updated more than %(number)s years ago", "number"
        ),
        ngettext_lazy("a year ago", "%(number)s years ago", "number"),
    ),
}


def of(field: str, value: str, *, is_excluded: bool) -> Remark:
    if field in RANGES:
        return RANGES[field](*ranges.ends(value))
    if (field, value) in SWITCHES:
        return Remark(SWITCHES[field, value])
    return Remark(SENTENCES[field][is_excluded], {"value": in_words(field, value)})


def in_words(field: str, value: str) -> str:
    """What the pages call a value, in their language."""
    if field == "rating":
        return str(Rating(value).label)
    if field == "status":
        return str(Status(value).label)
    if field == "language":
        return _language(value)
    if field in ("warning", "category"):
        return vocabulary.in_words(field, value)
    return value


def _language(tag: str) -> str:
    """With its tag where the name alone would mean more."""
    name = languages.name(tag)
    return name if tag in (name, languages.named_alike(tag)) else f"{name} ({tag})"


def _words(start: str, stop: str) -> Remark:
    if not stop:
        return _amount(int(start), -1, AT_LEAST, MORE_THAN)
    if not start:
        return _amount(int(stop), +1, AT_MOST, FEWER_THAN)
    if start == stop:
        return _amount(int(start), 0, EXACTLY, EXACTLY)
    numbers = {"start": _grouped(int(start)), "stop": _grouped(int(stop)), "number": int(stop)}
    return Remark(BETWEEN, numbers)


def _amount(number: int, step: int, plain, beyond) -> Remark:
    """10001 or more is said as “more than 10,000”, which is how people ask for it."""
    is_beyond = step and number + step > 0 and (number + step) % 100 == 0
    number, sentence = (number + step, beyond) if is_beyond else (number, plain)
    return Remark(sentence, {"number": number, "amount": _grouped(number)})


def _grouped(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


def _updated(start: str, stop: str) -> Remark:
    if start and stop:
        if start == stop:
            return Remark(_("updated: %(day)s"), {"day": _day(start)})
        days = {"start": _day(start), "stop": _day(stop)}
        return Remark(_("updated between %(start)s and %(stop)s"), days)
    end, since = start or stop, bool(start)
    if ranges.is_age(end):
        return Remark(AGES[end[-1]][0 if since else 1], {"number": int(end[:-1])})
    sentence = _("updated since %(day)s") if since else _("last updated by %(day)s")
    return Remark(sentence, {"day": _day(end)})


def _day(end: str) -> str:
    if ranges.is_age(end):
        return str(AGES[end[-1]][2] % {"number": int(end[:-1])})
    year, *rest = map(int, end.split("-"))
    if not rest:
        return str(year)
    if len(rest) == 1:
        return date_format(date(year, rest[0], 1), "YEAR_MONTH_FORMAT")
    return date_format(date(year, *rest), "DATE_FORMAT")


def _written(start: str, stop: str) -> Remark:
    if start == stop:
        return Remark(_("written in %(year)s"), {"year": start})
    if start and stop:
        return Remark(_("written from %(start)s to %(stop)s"), {"start": start, "stop": stop})
    if start:
        return Remark(_("written in %(year)s or later"), {"year": start})
    return Remark(_("written in %(year)s or earlier"), {"year": stop})


RANGES = {"words": _words, "updated": _updated, "written": _written}
