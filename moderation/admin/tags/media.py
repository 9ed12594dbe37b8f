"""The media that fandoms stand under: what they are called, and in what order."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.shortcuts import redirect
from django.urls import path
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from core import audit
from moderation.admin.links import of_its_own_direction
from moderation.admin.lists import QuickAdmin
from tags.models import Medium
from tags.vocabulary import medium_in_words

PAGE = "admin:tags_medium_changelist"


@admin.register(Medium)
class MediumAdmin(QuickAdmin):
    """In their order; each goes one place up with a press."""

    change_list_template = "admin/moderation/tags/media.html"
    fields = ("name",)
    list_display = ("called", "number", "higher")
    ordering = ("position",)
    sortable_by = ()

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.move))
        return [path("move/", view, name="tags_medium_move"), *super().get_urls()]

    def get_queryset(self, request):
        return Medium.objects.annotate(number=Count("fandoms"))

    def has_delete_permission(self, request, obj=None):
        """One that no fandom stands under."""
        is_empty = obj is not None and not obj.fandoms.exists()
        return is_empty and request.user.has_perm("tags.change_medium")

    def changeform_view(self, request, *form):
        """One editor after the other: what was free when a name was checked is free when it is
        kept."""
        with transaction.atomic():
            if request.method == "POST":
                _hold()
            return super().changeform_view(request, *form)

    @admin.display(description=_("name"))
    def called(self, medium):
        return of_its_own_direction(medium_in_words(medium.name))

    @admin.display(description=_("fandoms"))
    def number(self, medium):
        return medium.number

    @admin.display(description=_("place"))
    def higher(self, medium):
        if not medium.position:
            return "—"
        words = __("Move %(name)s up") % {"name": medium_in_words(medium.name)}
        return format_html(
            '<button form="move" name="medium" value="{}" class="button" title="{}">'
            '<span aria-hidden="true">↑</span><span class="visually-hidden">{}</span></button>',
            medium.pk,
            words,
            words,
        )

    def move(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        move_up(request.POST.get("medium", ""))
        return redirect(PAGE)

    def save_model(self, request, medium, form, change):
        """The last place and a name for addresses at first; a new name leaves the address alone."""
        if not change:
            medium.position = Medium.objects.count()
            medium.slug = _free_slug(medium.name)
        super().save_model(request, medium, form, change)
        verb = "medium.change" if change else "medium.add"
        audit.record(verb, by=request.user, about=medium, name=medium.name)

    def delete_model(self, request, medium):
        audit.record("medium.delete", by=request.user, about=medium, name=medium.name)
        super().delete_model(request, medium)


@transaction.atomic
def move_up(pk: str) -> None:
    media = _hold()
    place = next((at for at, medium in enumerate(media) if str(medium.pk) == pk), 0)
    if place:
        media[place - 1], media[place] = media[place], media[place - 1]
    for position, medium in enumerate(media):
        medium.position = position
    Medium.objects.bulk_update(media, ["position"])


def _hold() -> list[Medium]:
    """All of them, in their order; nobody else may change them before the transaction ends."""
    return list(Medium.objects.select_for_update())


def _free_slug(name: str) -> str:
    base = slugify(name, allow_unicode=True)[:50] or "medium"
    taken = set(Medium.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    free = (slug for slug in (base, *(f"{base}_{n}" for n in range(2, 1_000))) if slug not in taken)
    return next(free)
