"""What an author wrote, before readers see it (Draft), and its versions (Revision).

A `Written` thing (a story or a chapter) names its author's fields in AUTHOR_FIELDS. Text reaches
readers in one way only: `write()` into the draft → `release()`.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from core import html as sanitiser
from stories.models.author_fields import LENGTHS, AuthorFields
from stories.models.lengths import at_most
from stories.models.revisions import Revision


class Draft(AuthorFields):
    """Unreleased text, at most one a target; `began_from` is the revision that it departs from."""

    story = models.OneToOneField("stories.Story", models.CASCADE, null=True, related_name="draft")
    chapter = models.OneToOneField(
        "stories.Chapter", models.CASCADE, null=True, related_name="draft"
    )
    began_from = models.ForeignKey("stories.Revision", models.SET_NULL, null=True)
    saved_at = models.DateTimeField(auto_now=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(story__isnull=True) ^ models.Q(chapter__isnull=True),
                name="draft_of_one_thing",
            ),
            *at_most("draft", **LENGTHS),
        ]

    def __str__(self):
        return f"draft of {self.target}"

    @property
    def target(self):
        return self.chapter or self.story


class Written(models.Model):
    """What a story and a chapter have in common: drafts, releases, versions."""

    AUTHOR_FIELDS: ClassVar[tuple[str, ...]] = ()
    revisions: Any  # the reverse side of Revision.story and Revision.chapter
    html_version: Any

    class Meta:
        abstract = True

    def lock(self) -> None:
        """Until this transaction ends, nobody else writes or moves anything of the story."""
        raise NotImplementedError

    def take_over(self, fields: dict[str, str], html_version: int) -> None:
        """Make these what readers see."""
        raise NotImplementedError

    def released_fields(self) -> dict[str, str]:
        """What readers see now, by the names of AUTHOR_FIELDS."""
        return {field: getattr(self, field) for field in self.AUTHOR_FIELDS}

    def current_fields(self) -> dict[str, str]:
        """What the author wrote last: the draft where there is one."""
        draft = self.current_draft()
        if draft is None:
            return self.released_fields()
        return {field: getattr(draft, field) for field in self.AUTHOR_FIELDS}

    def current_html_version(self) -> int:
        """By which rules that was made safe."""
        draft = self.current_draft()
        return self.html_version if draft is None else draft.html_version

    def as_written(self):
        """This very object, in memory, with what the author wrote last: for a preview."""
        for field, value in self.current_fields().items():
            setattr(self, field, value)
        return self

    def current_draft(self) -> Draft | None:
        return Draft.objects.filter(**self._target()).first()

    @transaction.atomic
    def write(self, *, by=None, **fields: str) -> Draft:
        """Keep these fields as the draft, begun from what is released where there was none."""
        draft = self.current_draft()
        if draft is None:
            began_from = self.revisions.first()
            draft = Draft(**self._target(), began_from=began_from, **self.released_fields())
        for field, value in fields.items():
            setattr(draft, field, value)
        draft.html_version = sanitiser.VERSION
        draft.by = by or draft.by
        draft.save()
        return draft

    def stand(self) -> str:
        """What the author wrote last, as one word that changes with every write and release."""
        draft = self.current_draft()
        if draft is not None:
            return f"draft-{draft.pk}-{draft.saved_at.timestamp()}"
        newest = self.revisions.order_by("-number").values_list("number", flat=True).first()
        return f"version-{newest or 0}"

    @transaction.atomic
    def write_over(self, stand: str, *, by, **fields: str) -> bool:
        """As `write`, by somebody who saw the text as it was at `stand`. Another text that was
        written since is kept as a version before it goes: then True."""
        self.lock()
        overwritten = self.current_fields()
        is_stale = stand != self.stand() and overwritten != {**overwritten, **fields}
        if is_stale and self.current_draft():  # what was released stands among the versions
            name = _("Before another tab saved over it")
            self.keep_version(overwritten, by=by, name=name, released=False)
        self.write(by=by, **fields)
        return is_stale

    @transaction.atomic
    def release(self, *, by) -> Revision | None:
        """Show the draft to readers and remember it as a revision. Without a draft: nothing."""
        self.lock()
        draft = self.current_draft()
        if draft is None:
            return None
        fields = {field: getattr(draft, field) for field in self.AUTHOR_FIELDS}
        self.take_over(fields, draft.html_version)
        revision = self._append(fields, by=by, html_version=draft.html_version)
        draft.delete()
        return revision

    @transaction.atomic
    def keep_version(
        self, fields: dict[str, str], *, by, name: str = "", released=True
    ) -> Revision:
        self.lock()
        return self._append(fields, by=by, name=name, released=released)

    @transaction.atomic
    def keep_current(self, *, by, name: str = "", note: str = "") -> Revision:
        """What the author wrote last, as a version. Where the newest version says the same it is
        that one, called `name` if that is given. `note` is the name only of a new version."""
        self.lock()
        fields = self.current_fields()
        newest = self.revisions.first()
        if newest is None or newest.fields() != fields:
            return self._append(
                fields, by=by, name=name or note, released=False,
                html_version=self.current_html_version(),
            )  # fmt: skip
        if name and name != newest.name:
            newest.rename(name)
        return newest

    @transaction.atomic
    def go_back_to(self, revision: Revision, *, by) -> None:
        """Make a version the draft; what stood there is kept first, and nothing is released."""
        self.lock()
        fields = cleaned_anew(revision.fields(), revision.html_version)
        if fields == self.current_fields():
            return
        note = _("Before going back to version %(number)s") % {"number": revision.number}
        self.keep_current(by=by, note=note)
        self.write(by=by, **fields)

    def _append(self, fields, *, by, name="", released=True, html_version=sanitiser.VERSION):
        newest = self.revisions.order_by("-number").values_list("number", flat=True).first()
        return Revision.objects.create(
            **self._target(), **fields, number=(newest or 0) + 1, by=by, name=name,
            released=released, html_version=html_version,
        )  # fmt: skip

    def _target(self) -> dict[str, Any]:
        return {str(self._meta.model_name): self}


def cleaned_anew(fields: dict[str, str], html_version: int) -> dict[str, str]:
    """By the rules of today, where an older sanitiser made them."""
    if html_version == sanitiser.VERSION:
        return fields
    return fields | {name: sanitiser.clean(fields[name]) for name in fields.keys() - {"title"}}
