"""The list of tags. Nothing is deleted: what is wrong becomes another name of what is right."""

from functools import partial

from django.contrib import admin
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models.functions import Coalesce
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from moderation.admin.links import of_its_own_direction
from moderation.admin.tags.adding import AddForm, coin
from moderation.admin.tags.bulk import ACTIONS
from moderation.admin.tags.filters import InFandom, OfMedium, TagState
from moderation.admin.tags.finding import named_like, nearest_first
from moderation.admin.tags.keepers import KeptTags, sees_all, theirs
from moderation.admin.tags.page import change, state_of
from moderation.admin.tags.queue import queue
from moderation.admin.tags.splitting import split
from moderation.new_tags import KNOWN
from tags.models import Tag


@admin.register(Tag)
class TagAdmin(KeptTags):
    form = AddForm
    change_list_template = "admin/moderation/tags/list.html"
    list_display = ("called", "kind", "state", "number", "of_fandoms", "created_at")
    list_filter = ("kind", TagState, InFandom, OfMedium)
    list_select_related = ("synonym_of", "count")
    search_fields = ("key",)
    actions = ACTIONS
    search_help_text = _("A name, its beginning, or something like it")

    def get_urls(self):
        return [
            path("queue/", self._own(queue), name="tags_tag_queue"),
            path("<path:object_id>/split/", self._own(split), name="tags_tag_split"),
            *super().get_urls(),
        ]

    def _own(self, view):
        both = require_http_methods(["GET", "POST"])
        return self.admin_site.admin_view(both(partial(view, self)))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return change(self, request, object_id)

    def save_model(self, request, tag, form, change):
        """A new one: pages of those that there are save nothing by themselves."""
        coin(tag, by=request.user)

    def get_queryset(self, request):
        return Tag.objects.filter(KNOWN, theirs(request.user)).prefetch_related("fandoms")

    def get_list_filter(self, request):
        return self.list_filter if sees_all(request.user) else ("kind", TagState)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "kind" and not request.user.has_perm("tags.add_tag"):
            kwargs["choices"] = [(kind.value, kind.label) for kind in Tag.CLOSED]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_sortable_by(self, request):
        """Within one kind, whose index knows the order; of all there may be half a million."""
        return ("called", "number") if "kind__exact" in request.GET else ()

    def find(self, tags, words):
        return tags.filter(pk__in=named_like(words))

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if search_term.strip() and "o" not in request.GET:
            found = nearest_first(found, search_term)
        return found, may_repeat

    @admin.display(description=_("name"), ordering="key")
    def called(self, tag):
        return of_its_own_direction(tag.name)

    @admin.display(description=_("state"))
    def state(self, tag):
        words = state_of(tag)
        return words if tag.is_filterable else format_html("{}; {}", words, __("not for filtering"))

    @admin.display(description=_("stories"), ordering=Coalesce("count__stories", 0))
    def number(self, tag):
        return intcomma(tag.count.stories) if hasattr(tag, "count") else 0

    @admin.display(description=_("fandoms"))
    def of_fandoms(self, tag):
        return format_html_join(", ", "<bdi>{}</bdi>", ((one.name,) for one in tag.fandoms.all()))
