"""The log of what tag editors did; each of it can be undone while it still stands so."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import admin
from django.contrib.admin.filters import SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import redirect
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import User
from core.addresses import way_back
from moderation.admin.deciding import EVERYWHERE
from moderation.admin.links import names_of, to_row
from moderation.admin.lists import LookOnlyAdmin
from moderation.admin.tags import undoing
from moderation.admin.tags.finding import named_like
from moderation.admin.tags.keepers import may, theirs
from moderation.admin.tags.place import is_key
from moderation.admin.tags.sides import in_full
from tags import edits
from tags.models import TagEdit

PAGE = "admin:tags_tagedit_changelist"


class ByEditor(SimpleListFilter):
    title = pgettext_lazy("who did it", "by")
    parameter_name = "by"

    def lookups(self, request, model_admin):
        theirs = TagEdit.objects.filter(by=OuterRef("pk"))
        editors = User.objects.filter(Exists(theirs)).prefetch_related("pen_names")
        return [(str(user.pk), names_of(user)) for user in editors]

    def queryset(self, request, queryset):
        value = self.value() or ""
        return queryset.filter(by=value) if is_key(value) else queryset


@admin.register(TagEdit)
class TagEditAdmin(LookOnlyAdmin):
    change_list_template = "admin/moderation/tags/log.html"
    list_display = ("at", "words", "stories", "by_whom", "state")
    list_filter = ("what", ByEditor)
    search_fields = ("tag",)
    search_help_text = _("The name of a tag, or something like it")
    fields = ("at", "words", "stories", "by_whom", "was", "became", "state")
    actions = ("undo_them",)
    sortable_by = ()

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.undo))
        return [path("undo/", view, name="tags_tagedit_undo"), *super().get_urls()]

    def get_queryset(self, request):
        seen = TagEdit.objects.filter(theirs(request.user, "tag__kind"))
        with_tags = seen.select_related("tag", "other", "fandom", "by")
        return with_tags.prefetch_related("by__pen_names")

    def has_view_permission(self, request, obj=None):
        """Whoever may look at tags: each of these is about one."""
        return may(request.user, "view", obj and obj.tag)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_edit_permission(self, request):
        """For actions with permissions=["edit"]."""
        return may(request.user, "change")

    def find(self, queryset, words):
        named = named_like(words)
        return queryset.filter(Q(tag__in=named) | Q(other__in=named))

    def undo(self, request):
        """One edit, or all of a batch; from whichever page of tags has the button."""
        if not self.has_edit_permission(request):
            raise PermissionDenied
        undoing.undo(request, _sent(request.POST, self.get_queryset(request)))
        return redirect(way_back(request, request.POST.get("next")) or PAGE)

    @admin.action(
        description=_("Undo this edit"),
        description_plural=_("Undo these edits"),
        permissions=["edit"],
        location=EVERYWHERE,
    )
    def undo_them(self, request, chosen):
        undoing.undo(request, [edit.undo for edit in chosen.order_by("-pk")])

    @admin.display(description=_("what"))
    def words(self, edit):
        page = to_row(edit.tag, __("the tag"))
        return format_html("{} ({})", undoing.in_words(edit), page)

    @admin.display(description=pgettext_lazy("who did it", "by"))
    def by_whom(self, edit):
        return names_of(edit.by)

    @admin.display(description=_("state"))
    def state(self, edit):
        return __("undone") if edit.is_undone else __("stands")

    @admin.display(description=_("before"))
    def was(self, edit):
        return in_full(edit.before)

    @admin.display(description=_("after"))
    def became(self, edit):
        return in_full(edit.after)


def _sent(data, theirs: QuerySet[TagEdit]) -> list[Callable[..., None]]:
    """What is to be undone: one edit, or a batch, all of it or nothing."""
    edit = data.get("edit", "")
    if is_key(edit):
        return [one.undo for one in theirs.filter(pk=edit)]
    try:
        batch = UUID(data.get("batch", ""))
    except ValueError:
        return []
    others = TagEdit.objects.filter(batch=batch).exclude(pk__in=theirs.values("pk"))
    return [] if others.exists() else [partial(edits.undo_batch, batch)]
