"""The list of tags. Nothing is deleted: what is wrong becomes another name of what is right."""

from django.contrib import admin
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models.functions import Coalesce
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from moderation.admin.links import of_its_own_direction, to_row
from moderation.admin.tags.adding import AddingTags
from moderation.admin.tags.bulk import ACTIONS, ManyTags
from moderation.admin.tags.filters import InFandom, OfMedium, TagState
from moderation.admin.tags.finding import named_like, nearest_first
from moderation.admin.tags.keepers import theirs
from moderation.admin.tags.queue import QueueOfNewTags
from moderation.admin.tags.splitting import SplittingTags
from moderation.new_tags import KNOWN
from tags.models import Tag


@admin.register(Tag)
class TagAdmin(AddingTags, ManyTags, QueueOfNewTags, SplittingTags):
    change_list_template = "admin/moderation/tags/list.html"
    list_display = ("called", "kind", "state", "number", "of_fandoms", "created_at")
    list_filter = ("kind", TagState, InFandom, OfMedium)
    list_select_related = ("synonym_of", "count")
    search_fields = ("key",)
    actions = ACTIONS
    search_help_text = _("A name, its beginning, or something like it")

    def get_queryset(self, request):
        return Tag.objects.filter(KNOWN, theirs(request.user)).prefetch_related("fandoms")

    def get_list_filter(self, request):
        return self.list_filter if request.user.has_perm("tags.view_tag") else ("kind", TagState)

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
        words = self._standing(tag)
        return words if tag.is_filterable else format_html("{}; {}", words, __("not for filtering"))

    def _standing(self, tag) -> str:
        if tag.synonym_of:
            return format_html("{} {}", __("another name of"), to_row(tag.synonym_of))
        if tag.is_official:
            return __("official name")
        return __("left as it is") if tag.looked_at else __("nobody has looked yet")

    @admin.display(description=_("stories"), ordering=Coalesce("count__stories", 0))
    def number(self, tag):
        return intcomma(tag.count.stories) if hasattr(tag, "count") else 0

    @admin.display(description=_("fandoms"))
    def of_fandoms(self, tag):
        return format_html_join(", ", "<bdi>{}</bdi>", ((one.name,) for one in tag.fandoms.all()))
