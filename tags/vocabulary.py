"""The closed vocabularies that every archive begins with. A moderator may edit them afterwards:
what exists is never overwritten, what was renamed is found under its old name."""

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from tags import keys
from tags.models import Medium, Tag

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
    "Fairy tale",
    "Magic",
    "Royalty",
    "Pirates",
    "Western",
    "Noir",
    "Post-apocalypse",
    "Cyberpunk",
    "Werewolves",
    "Vampires",
    "Daemons",
    "Superheroes",
    "Spies",
    "Small town",
    "Sports",
    "Band",
    "Reincarnation",
    "Fusion",
]
MEDIA = [
    _("Books & literature"),
    _("Film"),
    _("Television"),
    _("Anime & manga"),
    _("Comics"),
    _("Games"),
    _("Theatre & musicals"),
    _("Music & bands"),
    _("Podcasts & audio"),
    _("Real people"),
    _("Other media"),
]


def ensure_vocabulary(**kwargs):
    """Idempotent; connected to post_migrate. One after the other: pages offer them in the order in
    which they were coined."""
    using = kwargs.get("using", "default")
    if using != "default" or (kwargs.get("plan") and not _has_tables()):
        return
    for kind, names in (
        (Tag.Kind.WARNING, WARNINGS),
        (Tag.Kind.CATEGORY, CATEGORIES),
        (Tag.Kind.AU, AU_PREMISES),
    ):
        for name in names:
            Tag.objects.named(kind, [name], is_official=True)
    _ensure_media()


def _ensure_media() -> None:
    """At the beginning only: a tag has another name for ever, a medium may be taken away."""
    if not Medium.objects.exists():
        rows = [
            Medium(name=name, slug=slugify(name), position=place)
            for place, name in enumerate(MEDIA)
        ]
        Medium.objects.bulk_create(rows, ignore_conflicts=True)


def official_names(kind: str) -> dict[str, str]:
    """{key: name} of the official tags of a kind; under the keys of their other names as well."""
    tags = Tag.objects.of_kind(kind).filter(
        Q(is_official=True, synonym_of=None) | Q(synonym_of__is_official=True)
    )
    return dict(tags.order_by("pk").values_list("key", Coalesce("synonym_of__name", "name")))


def no_warnings() -> set[str]:
    """The keys of all that NO_WARNINGS is called by now: an editor may have renamed it."""
    key = keys.of(Tag.Kind.WARNING, NO_WARNINGS)
    names = official_names(Tag.Kind.WARNING)
    return {key} | {other for other, name in names.items() if name == names.get(key)}


def is_our_word(kind: str, name: str) -> bool:
    """Whether a tag's name is the interface's own; what people named stands as they wrote it."""
    return name in TRANSLATED.get(Tag.Kind(kind), ())


def in_words(kind: str, name: str) -> str:
    """What the pages call a tag, in their language."""
    return gettext(name) if is_our_word(kind, name) else name


def medium_in_words(name: str) -> str:
    return gettext(name) if name in MEDIA else name


def _has_tables() -> bool:
    from django.db import connection

    tables = connection.introspection.table_names()
    return {Tag._meta.db_table, Medium._meta.db_table} <= {*tables}
