"""The vocabulary. Tags are never deleted: what is merged becomes a synonym, what is renamed keeps
its old name as one. Parents may be many and as deep as one likes, but never a circle. Whatever
changes here does so through tags/edits/."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from tags import keys
from tags.querysets import TagManager

NAME_LENGTH = 150  # characters
ABOUT_LENGTH = 1_000  # characters


class Tag(TagBase):
    class Kind(models.TextChoices):
        FANDOM = "fandom", _("fandom")
        RELATIONSHIP = "relationship", _("relationship")
        CHARACTER = "character", _("character")
        AU = "au", _("alternate universe")
        WARNING = "warning", _("warning")
        CATEGORY = "category", _("category")
        FREEFORM = "freeform", _("other tag")

    CLOSED = (Kind.WARNING, Kind.CATEGORY)  # authors tick them, and coin none

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    key = models.CharField(max_length=300, editable=False)
    slug = models.CharField(max_length=180, editable=False)
    is_official = models.BooleanField(_("official name"), default=False)
    synonym_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="synonyms",
        verbose_name=_("another name of"),
    )
    parents = models.ManyToManyField(
        "self", through="Parent", symmetrical=False, related_name="children"
    )
    fandoms = models.ManyToManyField(
        "self", through="Belonging", symmetrical=False, related_name="belongings"
    )
    characters = models.ManyToManyField(
        "self", through="Member", symmetrical=False, related_name="relationships"
    )
    media = models.ManyToManyField(
        "tags.Medium", related_name="fandoms", blank=True, verbose_name=_("media")
    )
    is_filterable = models.BooleanField(_("offered for filtering"), default=True)
    about = models.TextField(_("what it is"), blank=True, default="", max_length=ABOUT_LENGTH)
    looked_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = TagManager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        permissions = [("edit_closed", "Can edit warnings and categories")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="tags_one_name_a_kind"),
            models.UniqueConstraint(fields=["kind", "slug"], name="tags_one_slug_a_kind"),
            models.CheckConstraint(
                condition=models.Q(synonym_of__isnull=True) | ~models.Q(synonym_of=models.F("id")),
                name="tags_not_its_own_synonym",
            ),
        ]
        indexes = [
            GinIndex(name="tags_name_trigrams", fields=["name"], opclasses=["gin_trgm_ops"]),
            GinIndex(name="tags_key_trigrams", fields=["key"], opclasses=["gin_trgm_ops"]),
            GinIndex(  # what a new tag may mean: see moderation/new_tags.py
                name="tags_known_trigrams",
                fields=["key"],
                opclasses=["gin_trgm_ops"],
                condition=models.Q(is_official=True) | models.Q(synonym_of__isnull=False),
            ),
            models.Index(
                fields=["kind", "key"], name="tags_key_begins", opclasses=["", "text_pattern_ops"]
            ),
            models.Index(
                fields=["kind", "-created_at"],
                name="tags_new",
                condition=models.Q(is_official=False, synonym_of=None, looked_at=None),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.key = self.key or keys.of(self.kind, self.name)  # edits change it, by rules of theirs
        if not self.slug:
            self.slug = Tag.objects.free_slugs(self.kind, [self.name])[0]
        models.Model.save(self, *args, **kwargs)

    def get_absolute_url(self):
        return reverse("tag", args=[self.kind, self.slug])

    @staticmethod
    def slug_of(name: str) -> str:
        return slugify(name, allow_unicode=True)[:170] or "tag"

    @property
    def official(self) -> "Tag":
        return self.synonym_of or self
