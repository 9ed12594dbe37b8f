from django.contrib import admin
from django.contrib.admin.filters import SimpleListFilter
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName, User
from core import html, names
from moderation import decisions
from moderation.admin.deciding import EVERYWHERE, decide
from moderation.admin.links import names_of, of_its_own_direction, to_person, to_row
from moderation.admin.lists import Since, StateFilter
from moderation.admin.waves import FindingAlike
from moderation.models import Report
from reviews.models import HeldFor, Review

EXCERPT = 90  # characters


class ReviewState(StateFilter):
    states = {
        "standing": (_("Not hidden"), Q(hidden_at=None)),
        "shown": (_("Shown"), Q(hidden_at=None, approved_at__isnull=False)),
        "held": (_("Waits for somebody’s word"), Q(hidden_at=None, approved_at=None)),
        "for_moderators": (
            _("Waits for the moderators"),
            Q(hidden_at=None, held_for=HeldFor.MODERATORS),
        ),
        "hidden": (_("Hidden"), Q(hidden_at__isnull=False)),
        "guests": (_("By guests"), Q(pen_name=None)),
        "reported": (
            _("Reported"),
            Exists(Report.objects.filter(review=OuterRef("pk"), closed_at=None)),
        ),
    }


class Writer(SimpleListFilter):
    """Everything by one person, under all her pen names: `?writer=` and her number, as the page
    of a review links it. Shown only then."""

    title = _("writer")
    parameter_name = "writer"

    def lookups(self, request, model_admin):
        number = self.value() or ""
        person = User.objects.filter(pk=number[:18]).first() if number.isdecimal() else None
        return [(number, names_of(person))] if person else []

    def queryset(self, request, queryset):
        return queryset.filter(pen_name__user=self.value()) if self.value() else queryset


@admin.register(Review)
class ReviewAdmin(FindingAlike):
    list_display = ("words", "writer", "about", "state", "created_at")
    list_filter = (ReviewState, Since, Writer)
    search_fields = ("pk",)
    search_help_text = _("A pen name, a guest’s name, or the number of a story")
    fields = ("all_words", "writer", "others", "about", "state", "hidden_at", "hidden_reason",
              "created_at", "approved_at", "edited_at")  # fmt: skip
    actions = ("let_through", "hide", "hide_and_suspend", "find_alike", "restore")

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
        return of_its_own_direction(html.excerpt(review.html, EXCERPT))

    @admin.display(description=_("review"))
    def all_words(self, review):
        return html.visible_text(review.html)

    @admin.display(description=_("by"))
    def writer(self, review):
        if review.pen_name:
            return to_person(review.pen_name)
        return of_its_own_direction(_("%(name)s (guest)") % {"name": review.guest_name})

    @admin.display(description=_("more of theirs"))
    def others(self, review):
        if review.pen_name is None:
            return "—"
        page = reverse("admin:reviews_review_changelist")
        words = _("All reviews by this person")
        return format_html('<a href="{}?writer={}">{}</a>', page, review.pen_name.user_id, words)

    @admin.display(description=_("story"))
    def about(self, review):
        return to_row(review.story)

    @admin.display(description=_("state"))
    def state(self, review):
        if review.is_hidden:
            return _("hidden")
        if not review.is_held:
            return _("shown")
        if review.called_spam_at:
            return _("called spam by the author")
        if review.kept_back_at:
            return _("kept back by %(whom)s") % {"whom": review.get_held_for_display()}
        return _("waits for %(whom)s") % {"whom": review.get_held_for_display()}

    @admin.action(
        description=_("Let this review through"),
        description_plural=_("Let these reviews through"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def let_through(self, request, reviews):
        title = _("Let reviews through that wait for the moderators")
        return decide(self, request, reviews, decisions.let_through, title=title)

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
        description=_("Hide this review and suspend who wrote it"),
        description_plural=_("Hide these reviews and suspend who wrote them"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def hide_and_suspend(self, request, reviews):
        return decide(
            self,
            request,
            reviews,
            decisions.hide_and_suspend,
            title=_("Hide reviews and suspend who wrote them"),
            needs_reason=True,
            help_text=_("Who wrote them reads this. Both can be taken back."),
            why=Report.Reason.SPAM.label,
        )

    @admin.action(
        description=_("Show this review again"),
        description_plural=_("Show these reviews again"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def restore(self, request, reviews):
        return decide(self, request, reviews, decisions.restore, title=_("Show reviews again"))
