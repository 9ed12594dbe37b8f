from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from core import html, names
from moderation import decisions
from moderation.admin.deciding import EVERYWHERE, decide
from moderation.admin.links import of_its_own_direction, to_person
from moderation.admin.lists import LookOnlyAdmin, Since, StateFilter
from moderation.models import Report
from stories.models import Byline, Story


class StoryState(StateFilter):
    states = {
        "shown": (_("Shown"), Q(hidden_at=None)),
        "hidden": (_("Hidden"), Q(hidden_at__isnull=False)),
        "reported": (
            _("Reported"),
            Exists(Report.objects.filter(story=OuterRef("pk"), closed_at=None)),
        ),
    }


class Published(Since):
    column = "published_at"


@admin.register(Story)
class StoryAdmin(LookOnlyAdmin):
    """Published stories. Drafts and bins are nobody's but their authors'."""

    list_display = ("called", "by", "state", "rating", "visibility", "published_at", "open_reports")
    list_filter = (StoryState, Published, "rating", "visibility", "status")
    search_fields = ("title",)
    search_help_text = _("Words of the title, a pen name, or a number")
    fields = (
        "title", "by", "state", "hidden_at", "hidden_reason", "words_of_summary", "rating",
        "status", "visibility", "language", "review_policy", "published_at", "revised_at",
        "open_reports", "pictures",
    )  # fmt: skip
    actions = ("hide", "hide_and_suspend", "restore")

    def get_queryset(self, request):
        authors = Byline.objects.filter(state=Byline.State.ACCEPTED).select_related("pen_name")
        return (
            Story.objects.visible_to(request.user)
            .filter(published_at__isnull=False)
            .annotate(reported=Subquery(_open_reports()))
            .defer("notes", "end_notes", "dedication", "au_premise", "header_lines")
            .prefetch_related(Prefetch("bylines", authors, to_attr="authors"))
        )

    def find(self, stories, words):
        if words.isdecimal():
            return stories.filter(pk=words[:18])
        by_title = Story.objects.filter(title__trigram_word_similar=words).values("pk")
        by_author = Byline.objects.filter(pen_name__key=names.key(words)).values("story")
        return stories.filter(pk__in=by_title.union(by_author))  # each by its own index

    @admin.display(description=_("title"), ordering="title")
    def called(self, story):
        return of_its_own_direction(story.title)

    @admin.display(description=_("by"))
    def by(self, story):
        return format_html_join(
            ", ",
            "{}{}",
            (
                (
                    to_person(line.pen_name),
                    "" if line.shown else format_html(" {}", _("(not shown)")),
                )
                for line in story.authors
            ),
        )

    @admin.display(description=_("state"))
    def state(self, story):
        return _("hidden") if story.is_hidden else _("shown")

    @admin.display(description=_("open reports"))
    def open_reports(self, story):
        return story.reported or ""

    @admin.display(description=_("pictures"))
    def pictures(self, story):
        page = reverse("admin:moderation_picture_changelist")
        words = _("Pictures of this story")
        return format_html('<a href="{}?q={}">{}</a>', page, story.pk, words)

    @admin.display(description=_("summary"))
    def words_of_summary(self, story):
        return html.visible_text(story.summary)

    @admin.action(
        description=_("Hide this story"),
        description_plural=_("Hide these stories"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def hide(self, request, stories):
        return decide(
            self,
            request,
            stories,
            decisions.hide,
            title=_("Hide stories"),
            needs_reason=True,
            help_text=_("Its authors read this on the story’s page."),
        )

    @admin.action(
        description=_("Hide this story and suspend its authors"),
        description_plural=_("Hide these stories and suspend their authors"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def hide_and_suspend(self, request, stories):
        return decide(
            self,
            request,
            stories,
            decisions.hide_and_suspend,
            title=_("Hide stories and suspend their authors"),
            needs_reason=True,
            help_text=_("Their authors read this. Both can be taken back."),
            why=Report.Reason.SPAM.label,
            in_words=with_authors,
        )

    @admin.action(
        description=_("Show this story again"),
        description_plural=_("Show these stories again"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def restore(self, request, stories):
        return decide(self, request, stories, decisions.restore, title=_("Show stories again"))


def with_authors(story) -> str:
    """The title with everybody who bears the story: all of them are judged."""
    names_of_authors = ", ".join(line.pen_name.name for line in story.authors)
    return _("%(title)s, by %(names)s") % {"title": story, "names": names_of_authors}


def _open_reports():
    waiting = Report.objects.filter(story=OuterRef("pk"), closed_at=None)
    return waiting.order_by().values("story").annotate(number=Count("pk")).values("number")
