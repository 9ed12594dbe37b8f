"""What tag editors did, and how each of it is taken back."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TagEdit(models.Model):
    """`before` and `after` hold only what changed, as tags/edits/changes.py writes it."""

    class What(models.TextChoices):
        RENAME = "rename", _("renamed")
        MERGE = "merge", _("made another name")
        PART = "part", _("no longer another name")
        OFFICIAL = "official", _("made official")
        UNOFFICIAL = "unofficial", _("no longer official")
        FILTERABLE = "filterable", _("offered for filtering, or not")
        DESCRIBE = "describe", _("described")
        PARENTS = "parents", _("put under other tags")
        FANDOMS = "fandoms", _("given its fandoms")
        CHARACTERS = "characters", _("given its characters")
        MEDIA = "media", _("given its media")
        SPLIT = "split", _("split")
        LOOK = "look", _("looked at")

    what = models.CharField(_("what was done"), max_length=12, choices=What.choices)
    tag = models.ForeignKey("tags.Tag", models.PROTECT, related_name="edits", verbose_name=_("tag"))
    other = models.ForeignKey(  # what it became another name of; what was split off
        "tags.Tag", models.PROTECT, null=True, related_name="+", verbose_name=_("other tag")
    )
    fandom = models.ForeignKey(  # of whose stories a part was split off
        "tags.Tag", models.PROTECT, null=True, related_name="+", verbose_name=_("fandom")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("who did it", "by"),
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    stories = models.PositiveIntegerField(_("stories"), default=0)  # that it moved, as it was told
    batch = models.UUIDField(null=True, editable=False)  # what was done with one press
    undone_at = models.DateTimeField(_("undone"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("edit of a tag")
        verbose_name_plural = _("edits of tags")
        indexes = [
            models.Index(fields=["-at", "-id"], name="tags_newest_edits"),
            models.Index(
                fields=["batch"],
                name="tags_edits_of_batch",
                condition=models.Q(batch__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_what_display()}: {self.tag}"

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None

    @transaction.atomic
    def undo(self, *, by) -> None:
        """Put back what it changed. Refuses, with a sentence that names what, if that does not
        stand any more as it left it. Undone already, it is no error."""
        from tags.edits import undoing

        undoing.undo(self, by=by)
