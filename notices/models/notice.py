"""One line of the notice centre."""

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName, User
from notices.models.kind import Kind
from notices.models.letter import Letter
from notices.querysets import NoticeQuerySet
from reviews.models import Review
from stories.models import Chapter, Series, Story


class Notice(models.Model):
    """`key` says what is told: whoever tells it twice finds it told. What it speaks of is looked up
    again for its reader each time: it may be hers no longer."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    key = models.CharField(max_length=120)
    story = models.ForeignKey(Story, models.CASCADE, null=True, related_name="+")
    chapter = models.ForeignKey(Chapter, models.CASCADE, null=True, related_name="+")
    series = models.ForeignKey(Series, models.CASCADE, null=True, related_name="+")
    review = models.ForeignKey(Review, models.CASCADE, null=True, related_name="+")
    pen_name = models.ForeignKey(PenName, models.SET_NULL, null=True, related_name="+")
    detail = models.JSONField(default=dict)  # figures and keys, no sentences
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, related_name="notices")
    # Whether mail has taken it: into `letter`, or into none. See notices/mail/sorting.py.
    is_sorted = models.BooleanField(default=False, db_default=False, editable=False)

    objects = NoticeQuerySet.as_manager()

    # Where for_sentences() loaded them:
    thanks: int | None  # of its day
    filter_name: str | None  # the name of the saved filter that it tells of
    asker: str | None  # the name of who asks to read first, where it may be known

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["user", "-id"], name="notice_newest"),
            models.Index(fields=["user", "kind", "-id"], name="notice_of_kind"),
            models.Index(fields=["user"], name="notice_unread", condition=Q(read_at=None)),
            models.Index(fields=["id"], name="notice_unsorted", condition=Q(is_sorted=False)),
        ]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_told_once")]

    def __str__(self):
        return f"{self.kind} to {self.user_id}"

    def get_absolute_url(self):
        """Where it is opened; it leads on."""
        return reverse("notice", args=[self.pk])

    @classmethod
    @transaction.atomic
    def tell(cls, user: User, kind: Kind, key: str, **about) -> None:
        """Once, however often it is said; never what she may not see as things stand now."""
        fields = {"kind": kind, **about}
        notice, is_new = cls.objects.get_or_create(user=user, key=key, defaults=fields)
        if not is_new:
            notice.mail_if_left_out()
        elif not cls.objects.visible_to(user).filter(pk=notice.pk).exists():
            notice.delete()

    def mail_if_left_out(self) -> None:
        """A mail in whose moment it was not hers to see did not tell of it."""
        unread = Notice.objects.filter(pk=self.pk, read_at=None, letter=None)
        unread.filter(created_at__gt=timezone.now() - Letter.STAYS).update(is_sorted=False)
