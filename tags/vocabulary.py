"""The closed vocabularies that every archive begins with. A moderator may edit them afterwards:
what exists is never overwritten, what was renamed is found under its old name."""

from tags.models import Tag

NO_WARNINGS = "None of these warnings apply"
NOT_SAYING = "The author chose not to say"
WARNINGS = [
    NO_WARNINGS,
    NOT_SAYING,
    "Graphic violence",
    "Major character death",
    "Sexual violence",
    "Underage sex",
]
CATEGORIES = ["F/F", "F/M", "Gen", "M/M", "Multi", "Other"]
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


def _has_table() -> bool:
    from django.db import connection

    return Tag._meta.db_table in connection.introspection.table_names()
