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

    @property
    def stand(self) -> str:
        """One word for what it says, another after every write."""
        return f"draft-{self.pk}-{self.saved_at.timestamp()}"


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
        """Make these what readers see. The caller holds the lock."""
        raise NotImplementedError

    def released_fields(self) -> dict[str, str]:
        """What readers see now, by the names of AUTHOR_FIELDS."""
        return {field: getattr(self, field) for field in self.AUTHOR_FIELDS}

    def current_fields(self) -> dict[str, str]:
        """What the author wrote last: the draft where there is one."""
        draft = self.current_draft()
        if draft is None:
            return self.released_fields()
        return self.fields_of(draft)

    def fields_of(self, draft: Draft) -> dict[str, str]:
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
        return self._keep(draft, by, fields)

    def write_first(self, *, by=None, **fields: str) -> Draft:
        """As `write`, of a thing that was made just now: nothing was said of it yet."""
        return self._keep(Draft(**self._target()), by, fields)

    def _keep(self, draft: Draft, by, fields: dict[str, str]) -> Draft:
        for field, value in fields.items():
            setattr(draft, field, value)
        draft.html_version = sanitiser.VERSION
        draft.by = by or draft.by
        draft.save()
        return draft

    def stand(self) -> str:
        """One word for what the author wrote last, another after every write and release."""
        draft = self.current_draft()
        if draft is not None:
            return draft.stand
        return f"version-{self._newest_number()}"

    @transaction.atomic
    def release(self, *, by) -> Revision | None:
        """Show the draft to readers and remember it as a revision. Without a draft: nothing."""
        self.lock()
        return self.release_within(by=by)

    def release_within(self, *, by) -> Revision | None:
        """As `release`, in a transaction that holds the lock already."""
        draft = self.current_draft()
        if draft is None:
            return None
        fields = self.fields_of(draft)
        self.take_over(fields, draft.html_version)
        revision = self._append(fields, draft.html_version, by=by)
        draft.delete()
        return revision

    @transaction.atomic
    def keep_version(
        self, fields: dict[str, str], *, by, name: str = "", released=True
    ) -> Revision:
        self.lock()
        return self.keep_version_within(fields, by=by, name=name, released=released)

    def keep_version_within(self, fields: dict[str, str], **how) -> Revision:
        """As `keep_version`, in a transaction that holds the lock already."""
        return self._append(fields, sanitiser.VERSION, **how)

    @transaction.atomic
    def keep_current(self, *, by, name: str = "", note: str = "") -> Revision:
        """What the author wrote last, as a version. Where the newest version says the same it is
        that one, called `name` if that is given. `note` is the name only of a new version."""
        self.lock()
        fields = self.current_fields()
        newest = self.revisions.first()
        if newest is None or newest.fields() != fields:
            version = self.current_html_version()
            return self._append(fields, version, by=by, name=name or note, released=False)
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

    def _append(self, fields: dict[str, str], html_version: int, **how) -> Revision:
        """`how`: by whom, called what, was it released."""
        number = self._newest_number() + 1
        how |= {"number": number, "html_version": html_version}
        return Revision.objects.create(**self._target(), **fields, **how)

    def _newest_number(self) -> int:
        return self.revisions.order_by("-number").values_list("number", flat=True).first() or 0

    def _target(self) -> dict[str, Any]:
        return {str(self._meta.model_name): self}


def cleaned_anew(fields: dict[str, str], html_version: int) -> dict[str, str]:
    """By the rules of today, where an older sanitiser made them."""
    if html_version == sanitiser.VERSION:
        return fields
    return fields | {name: sanitiser.clean(fields[name]) for name in fields.keys() - {"title"}}
