from datetime import timedelta
from functools import partial
from secrets import token_hex

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from core import html as sanitiser
from stories import limits
from stories.images import addresses
from stories.images.making import Copy, Refused, made
from stories.images.querysets import StoryImageQuerySet

Data = bytes  # a column has that name
FOLDER = "images"  # within the files: images/3f/3f…-960.webp


class StoryImage(models.Model):
    """A picture that an author put into a story: made anew by us, at up to three widths."""

    story = models.ForeignKey("stories.Story", models.CASCADE, related_name="images")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    alt = models.CharField(max_length=limits.ALTERNATIVE_TEXT)
    width = models.PositiveIntegerField()  # pixels of the widest
    height = models.PositiveIntegerField()
    files = models.JSONField(default=list)  # [{width, name, bytes}], the narrowest first
    bytes = models.PositiveIntegerField()  # of all files
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)  # by a moderator
    removed_reason = models.TextField(blank=True, default="")

    objects = StoryImageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(alt=""), name="storyimage_is_described")
        ]

    def __str__(self):
        return self.alt

    def get_absolute_url(self):
        return reverse("story_image", args=[self.story_id, self.pk])

    # What it is

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    @property
    def weight(self) -> int:
        """Bytes that a reader fetches at most: one of the files, the widest."""
        return self.files[-1]["bytes"]

    @property
    def kilobytes(self) -> int:
        return -(-self.weight // 1000)

    @property
    def sources(self) -> addresses.Sources:
        return addresses.srcset(self.get_absolute_url(), self.width)

    @property
    def narrowest(self) -> str:
        return f"{self.get_absolute_url()}?w={addresses.WIDTHS[0]}"

    @property
    def markup(self) -> str:
        """As it stands in a text."""
        image = '<p><img alt="{}" height="{}" src="{}" width="{}"></p>'
        address = self.get_absolute_url()
        return sanitiser.clean(format_html(image, self.alt, self.height, address, self.width))

    def file_for(self, width: int) -> dict:
        """The narrowest that is at least so wide, or the widest."""
        fitting = (one for one in self.files if one["width"] >= width)
        return next(fitting, self.files[-1])

    # How it comes and goes

    @classmethod
    def take(cls, story, data: Data, *, alt: str, by) -> "StoryImage":
        """Make it anew and keep it; one that was sent twice is kept once. The files are on the
        disk before a row names them. Raises Refused."""
        if story.images.count() >= limits.IMAGES_A_STORY:
            raise Refused("many")
        copies = made(data)
        files = _saved(copies)
        try:
            image, is_new = cls._kept(story, copies, files, alt=alt, by=by)
        except BaseException:
            _delete(files)
            raise
        if not is_new:
            _delete(files)
        return image

    @classmethod
    @transaction.atomic
    def _kept(cls, story, copies: list[Copy], files: list[dict], *, alt: str, by):
        story.lock()
        since = timezone.now() - timedelta(minutes=limits.REPEAT_MINUTES)
        for image in story.images.filter(created_at__gt=since, alt=alt, removed_at=None):
            if [_size(file) for file in image.files] == [_size(file) for file in files]:
                return image, False
        if story.images.count() >= limits.IMAGES_A_STORY:
            raise Refused("many")
        image = cls.objects.create(
            story=story,
            by=by,
            alt=alt,
            width=copies[-1].width,
            height=copies[-1].height,
            files=files,
            bytes=sum(file["bytes"] for file in files),
        )
        return image, True

    def describe(self, alt: str) -> None:
        self.alt = alt
        self.save(update_fields=["alt"])

    @transaction.atomic
    def become_cover(self, *, is_cover: bool = True) -> None:
        """Or no longer be it. Where it is so already: nothing."""
        self.story.lock()
        before = type(self.story).objects.filter(pk=self.story_id)
        if is_cover:
            before.exclude(cover=self.pk).update(cover=self.pk)
        else:
            before.filter(cover=self.pk).update(cover=None)

    @transaction.atomic
    def stand_at_end_of(self, chapter, *, by) -> None:
        """In its draft, as its last paragraph; once, if it is the last already."""
        chapter.lock()
        html = chapter.current_fields()["html"]
        if html.rstrip().endswith(self.markup):
            return
        if len(html) + len(self.markup) > limits.BODY:
            raise Refused("no room")
        chapter.write(by=by, html=html + self.markup)

    def remove(self, reason: str) -> None:
        """Called by moderation only."""
        self.removed_at, self.removed_reason = timezone.now(), reason
        self.save(update_fields=["removed_at", "removed_reason"])

    def put_back(self) -> None:
        """Called by moderation only."""
        self.removed_at, self.removed_reason = None, ""
        self.save(update_fields=["removed_at", "removed_reason"])

    def delete_for_good(self) -> None:
        """The row first: a file without a row is told by the doctor, a row without one is a hole in
        a page."""
        files = self.files
        self.delete()
        delete_files(files)


def delete_files(files: list[dict]) -> None:
    """Once the rows that named them are gone for certain."""
    transaction.on_commit(partial(_delete, files))


def _saved(copies: list[Copy]) -> list[dict]:
    token = token_hex(16)
    files: list[dict] = []
    try:
        for copy in copies:
            place = f"{FOLDER}/{token[:2]}/{token}-{copy.width}.webp"
            name = default_storage.save(place, ContentFile(copy.data))
            files.append({"width": copy.width, "name": name, "bytes": len(copy.data)})
    except BaseException:
        _delete(files)
        raise
    return files


def _delete(files: list[dict]) -> None:
    for file in files:
        default_storage.delete(file["name"])


def _size(file: dict) -> tuple[int, int]:
    return file["width"], file["bytes"]
