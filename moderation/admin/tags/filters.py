"""By what the list of tags is narrowed."""

from django.contrib.admin.filters import SimpleListFilter
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from moderation.admin.lists import StateFilter
from moderation.admin.tags.place import is_key
from moderation.new_tags import NEW
from tags import keys
from tags.forms import one_name
from tags.models import Belonging, Medium, Tag
from tags.vocabulary import medium_in_words

NO_MEDIUM = "none"
OFFERED = 8  # fandoms, the largest; any other is typed


class TagState(StateFilter):
    states = {
        "new": (_("Nobody has looked yet"), NEW),
        "official": (_("Official names"), Q(is_official=True)),
        "other": (_("Other names"), Q(synonym_of__isnull=False)),
        "left": (
            _("Left as they are"),
            Q(is_official=False, synonym_of=None, looked_at__isnull=False),
        ),
        "unoffered": (_("Not for filtering"), Q(is_filterable=False)),
    }


class InFandom(SimpleListFilter):
    """By its name, typed or chosen: an archive may have more fandoms than a page has lines."""

    title = _("fandom")
    parameter_name = "fandom"
    template = "admin/moderation/tags/filter_by_name.html"

    def value(self):
        """As it was typed, without what a suggestion leaves behind it."""
        return one_name(super().value() or "") or None

    def lookups(self, request, model_admin):
        largest = Tag.objects.filter(count__kind=Tag.Kind.FANDOM, is_official=True)
        names = list(largest.order_by("-count__stories").values_list("name", flat=True)[:OFFERED])
        if self.value() and self.value() not in names:
            names.append(self.value())
        return [(name, name) for name in names]

    def has_output(self):
        return True

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        kept = changelist.params.items() - {(self.parameter_name, self.value())}
        yield {**first, "kept": sorted((name, str(value)) for name, value in kept)}
        yield from others

    def queryset(self, request, tags):
        if not self.value():
            return tags
        key = keys.of(Tag.Kind.FANDOM, self.value())
        named = Tag.objects.of_kind(Tag.Kind.FANDOM).filter(key=key)
        fandoms = [tag.official.pk for tag in named.select_related("synonym_of")]
        return tags.filter(Exists(Belonging.objects.filter(tag=OuterRef("pk"), fandom__in=fandoms)))


class OfMedium(SimpleListFilter):
    title = _("medium")
    parameter_name = "medium"

    def lookups(self, request, model_admin):
        media = [(str(one.pk), medium_in_words(one.name)) for one in Medium.objects.all()]
        return [*media, (NO_MEDIUM, _("fandoms of none"))]

    def queryset(self, request, tags):
        value = self.value() or ""
        if value == NO_MEDIUM:
            return tags.filter(kind=Tag.Kind.FANDOM, synonym_of=None, media=None)
        return tags.filter(media=value) if is_key(value) else tags
