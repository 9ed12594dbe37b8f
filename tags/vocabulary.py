"""The closed vocabularies that every archive begins with. A moderator may edit them afterwards:
what exists is never overwritten, what was renamed is found under its old name."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from tags.models import Tag

NO_WARNINGS = _("None of these warnings apply")
NOT_SAYING = _("The author chose not to say")
WARNINGS = [
    NO_WARNINGS,
    NOT_SAYING,
    _("Graphic violence"),
    _("Major character death"),
    _("Sexual violence"),
    _("Underage sex"),
]
CATEGORIES = [_("F/F"), _("F/M"), _("Gen"), _("M/M"), _("Multi"), _("Other")]
TRANSLATED = {Tag.Kind.WARNING: {*WARNINGS}, Tag.Kind.CATEGORY: {*CATEGORIES}}
AU_PREMISES = [
    "Canon divergence",
    "Alternate universe",
    "Coffee shop",
    "Soulmates",
    "Time travel",
    "Role reversal",
    "Fix-it",
    "Everybody lives",
    "High school",
    "College",
    "All human",
    "Historical",
    "Modern setting",
    "Space",
]


def ensure_vocabulary(**kwargs):
    """Idempotent; connected to post_migrate."""
    using = kwargs.get("using", "default")
    if using != "default" or (kwargs.get("plan") and not _has_table()):
        return
    for kind, names in (
        (Tag.Kind.WARNING, WARNINGS),
        (Tag.Kind.CATEGORY, CATEGORIES),
        (Tag.Kind.AU, AU_PREMISES),
    ):
        Tag.objects.named(kind, names, is_official=True)


def is_ours(tag: Tag) -> bool:
    """Whether its name is the interface's own word; what people named stands as they wrote it."""
    return is_our_word(tag.kind, tag.name)


def is_our_word(kind: str, name: str) -> bool:
    return name in TRANSLATED.get(Tag.Kind(kind), ())


def in_words(kind: str, name: str) -> str:
    """What the pages call a tag, in their language."""
    return gettext(name) if is_our_word(kind, name) else name


def _has_table() -> bool:
    from django.db import connection

    return Tag._meta.db_table in connection.introspection.table_names()
