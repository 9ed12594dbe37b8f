from django.contrib import admin
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from moderation import decisions
from moderation.admin.deciding import EVERYWHERE, decide
from moderation.admin.links import names_of, of_its_own_direction, to_row
from moderation.admin.lists import LookOnlyAdmin, QuickPaginator, Since, StateFilter
from moderation.models import Picture
from stories.images.addresses import WIDTHS
from stories.models import StoryImage

COUNTED = 500  # pictures: whether readers meet one is asked of the text that it stands in
THUMBNAIL = 120  # pixels


class ImageState(StateFilter):
    states = {
        "shown": (_("Shown"), Q(removed_at=None)),
        "removed": (_("Removed"), Q(removed_at__isnull=False)),
    }


class ImagePaginator(QuickPaginator):
    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:COUNTED].count()


@admin.register(Picture)
class PictureAdmin(LookOnlyAdmin):
    """Pictures that readers meet. Those of drafts are nobody's but their authors'."""

    paginator = ImagePaginator
    list_display = ("called", "thumbnail", "about", "state", "brought")
    list_filter = (ImageState, Since)
    search_fields = ("alt",)
    search_help_text = _("Words of what it shows, or the number of a story")
    fields = ("called", "look", "about", "by_whom", "state", "why", "size", "brought")
    actions = ("remove", "put_back")

    def get_queryset(self, request):
        images = Picture.objects.visible_to(request.user)
        return (
            images.filter(story__published_at__isnull=False)
            .select_related("story", "by")
            .prefetch_related("by__pen_names")
        )

    def has_view_permission(self, request, obj=None):
        """Whoever may look at stories may look at what stands in them."""
        return request.user.has_perm("stories.view_story")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def find(self, images, words):
        if words.isdecimal():
            return images.filter(story=words[:18])
        return images.filter(alt__icontains=words)

    @admin.display(description=_("what it shows"))
    def called(self, image):
        return of_its_own_direction(image.alt)

    @admin.display(description=_("picture"))
    def thumbnail(self, image):
        """Nobody looks at a removed one without meaning to."""
        if image.is_removed:
            return to_file(image, _("Look at it"))
        return to_file(image, drawn(image, THUMBNAIL))

    @admin.display(description=_("picture"))
    def look(self, image):
        if image.is_removed:
            return to_file(image, _("Look at it"))
        return to_file(image, drawn(image, WIDTHS[0]))

    @admin.display(description=_("story"))
    def about(self, image):
        return to_row(image.story)

    @admin.display(description=_("by"))
    def by_whom(self, image):
        return names_of(image.by)

    @admin.display(description=_("state"))
    def state(self, image):
        return _("removed") if image.is_removed else _("shown")

    @admin.display(description=_("why removed"))
    def why(self, image):
        return of_its_own_direction(image.removed_reason) if image.is_removed else "—"

    @admin.display(description=_("brought"), ordering="pk")
    def brought(self, image):
        return image.created_at

    @admin.display(description=_("size"))
    def size(self, image):
        weight = _("%(kilobytes)s kB") % {"kilobytes": image.kilobytes}
        return f"{image.width} × {image.height}, {weight}"

    @admin.action(
        description=_("Remove this picture"),
        description_plural=_("Remove these pictures"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def remove(self, request, images):
        return decide(
            self,
            request,
            images,
            decisions.remove,
            title=_("Remove pictures"),
            needs_reason=True,
            help_text=_("The story stays. Its authors read this beside the picture."),
        )

    @admin.action(
        description=_("Put this picture back"),
        description_plural=_("Put these pictures back"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def put_back(self, request, images):
        return decide(self, request, images, decisions.put_back, title=_("Put pictures back"))


def drawn(image: StoryImage, side: int) -> str:
    """No wider and no higher than `side`; its words stand beside it, so it says what it is for."""
    scale = min(1, side / image.width, side / image.height)
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
        image.narrowest,
        _("Look at it"),
        max(1, round(image.width * scale)),
        max(1, round(image.height * scale)),
    )


def to_file(image: StoryImage, words) -> str:
    return format_html('<a href="{}">{}</a>', image.get_absolute_url(), words)
