from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName
from core import html, names
from moderation import decisions
from moderation.admin.deciding import EVERYWHERE, decide
from moderation.admin.links import to_person, to_row
from moderation.admin.lists import LookOnlyAdmin, StateFilter
from moderation.models import Report
from reviews.models import Review

EXCERPT = 90  # characters


class ReviewState(StateFilter):
    states = {
        "shown": (_("Shown"), Q(hidden_at=None, approved_at__isnull=False)),
        "held": (_("Waits for the author"), Q(hidden_at=None, approved_at=None)),
        "hidden": (_("Hidden"), Q(hidden_at__isnull=False)),
        "guests": (_("By guests"), Q(pen_name=None)),
        "reported": (
            _("Reported"),
            Exists(Report.objects.filter(review=OuterRef("pk"), closed_at=None)),
        ),
    }


@admin.register(Review)
class ReviewAdmin(LookOnlyAdmin):
    list_display = ("words", "writer", "about", "state", "created_at")
    list_filter = (ReviewState,)
    search_fields = ("pk",)
    search_help_text = _("A pen name, a guest’s name, or the number of a story")
    fields = ("all_words", "writer", "about", "state", "hidden_at", "hidden_reason", "created_at",
              "approved_at", "edited_at")  # fmt: skip
    actions = ("hide", "restore")

    def get_queryset(self, request):
        unread = ("summary", "notes", "end_notes", "dedication", "au_premise", "header_lines")
        return (
            Review.objects.visible_to(request.user)
            .select_related("pen_name", "story")
            .defer(*(f"story__{field}" for field in unread))
        )

    def find(self, reviews, words):
        if words.isdecimal():
            return reviews.filter(story=words[:18])
        if pen_name := PenName.objects.filter(key=names.key(words)).first():
            return reviews.filter(pen_name=pen_name)
        return reviews.filter(guest_name=words).exclude(guest_key="")

    @admin.display(description=_("review"))
    def words(self, review):
        return html.excerpt(review.html, EXCERPT)

    @admin.display(description=_("review"))
    def all_words(self, review):
        return html.visible_text(review.html)

    @admin.display(description=_("by"))
    def writer(self, review):
        if review.pen_name:
            return to_person(review.pen_name)
        return _("%(name)s (guest)") % {"name": review.guest_name}

    @admin.display(description=_("story"))
    def about(self, review):
        return to_row(review.story)

    @admin.display(description=_("state"))
    def state(self, review):
        if review.is_hidden:
            return _("hidden")
        return _("waits for the author") if review.is_held else _("shown")

    @admin.action(
        description=_("Hide this review"),
        description_plural=_("Hide these reviews"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def hide(self, request, reviews):
        return decide(
            self, request, reviews, decisions.hide, title=_("Hide reviews"), needs_reason=True
        )

    @admin.action(
        description=_("Show this review again"),
        description_plural=_("Show these reviews again"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def restore(self, request, reviews):
        return decide(self, request, reviews, decisions.restore, title=_("Show reviews again"))
