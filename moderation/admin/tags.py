"""The vocabulary, for tag editors: names, official names, other names. Nothing is deleted."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from core import audit, names
from moderation.admin.links import of_its_own_direction
from moderation.admin.lists import QuickAdmin, StateFilter
from stories.models import Listing, Tagging
from tags.models import NAME_LENGTH, Tag


class TagState(StateFilter):
    states = {
        "official": (_("Official names"), Q(is_official=True)),
        "other": (_("Other names"), Q(synonym_of__isnull=False)),
        "new": (_("Not looked at yet"), Q(is_official=False, synonym_of=None)),
    }


class TagForm(forms.ModelForm):
    class Meta:
        model = Tag
        fields = ("kind", "name", "is_official")

    def clean(self):
        cleaned = super().clean() or {}
        kind = cleaned.get("kind") or self.instance.kind
        key = names.tag_key(cleaned.get("name", ""))
        if Tag.objects.filter(kind=kind, key=key).exclude(pk=self.instance.pk).exists():
            self.add_error("name", _("There is such a tag. Make this one another name of it."))
        return cleaned


class MergeForm(forms.Form):
    """The official name is typed: a list of all tags would be too long to choose from."""

    name = forms.CharField(
        label=_("Official name"),
        max_length=NAME_LENGTH,
        help_text=_("The tags below become other names of it. Stories are found under it."),
    )

    def __init__(self, *args, kinds: set[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.kinds = kinds

    def clean_name(self):
        if len(self.kinds) != 1:
            raise ValidationError(_("Choose tags of one kind."))
        key = names.tag_key(self.cleaned_data["name"])
        tag = Tag.objects.of_kind(next(iter(self.kinds))).filter(key=key).first()
        if tag is None:
            raise ValidationError(_("There is no tag of this kind with this name."))
        return tag.official


@admin.register(Tag)
class TagAdmin(QuickAdmin):
    form = TagForm
    list_display = ("called", "kind", "is_official", "synonym_of", "created_at")
    list_filter = ("kind", TagState)
    list_select_related = ("synonym_of",)
    search_fields = ("name",)
    search_help_text = _("A name, or something like it")
    actions = ("merge", "make_official")

    @admin.display(description=_("name"), ordering="name")
    def called(self, tag):
        return of_its_own_direction(tag.name)

    def find(self, tags, words):
        return tags.filter(
            Q(name__trigram_word_similar=words) | Q(key__startswith=names.tag_key(words))
        )

    def get_fields(self, request, obj=None):
        fields = ("kind", "name", "is_official")
        return (*fields, "synonym_of") if obj else fields

    def get_readonly_fields(self, request, obj=None):
        return ("kind", "synonym_of") if obj else ()

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        if change and "name" in form.changed_data:
            wanted, obj.name = obj.name, form.initial["name"]
            obj.rename(wanted)
        super().save_model(request, obj, form, change)
        verb = "tag.change" if change else "tag.add"
        audit.record(verb, by=request.user, about=obj, name=obj.name, fields=form.changed_data)

    @admin.action(description=_("Make them other names of one tag"), permissions=["change"])
    def merge(self, request, tags):
        chosen = list(tags.order_by("pk")[:100])
        is_sent = "decide" in request.POST
        form = MergeForm(request.POST if is_sent else None, kinds={tag.kind for tag in chosen})
        if is_sent and form.is_valid():
            merge_all(chosen, form.cleaned_data["name"], by=request.user)
            messages.success(request, _("Merged. Stories are found under the official name."))
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Make them other names of one tag"),
            "form": form,
            "things": [str(tag) for tag in chosen],
            "echo": [
                ("action", "merge"),
                *((helpers.ACTION_CHECKBOX_NAME, str(tag.pk)) for tag in chosen),
            ],
        }
        return TemplateResponse(request, "admin/moderation/decide.html", context)

    @admin.action(description=_("Make them official names"), permissions=["change"])
    def make_official(self, request, tags):
        for tag in tags.filter(synonym_of=None, is_official=False):
            tag.is_official = True
            tag.save(update_fields=["is_official"])
            audit.record("tag.official", by=request.user, about=tag, name=tag.name)


@transaction.atomic
def merge_all(tags: list[Tag], official: Tag, *, by) -> None:
    """Each tag but the official one becomes another name of it; lists learn it at once."""
    for tag in tags:
        if tag != official:
            tag.merge_into(official)
            audit.record("tag.merge", by=by, about=tag, name=tag.name, into=official.pk)
    links = Tagging.objects.filter(Q(tag=official) | Q(tag__synonym_of=official))
    Listing.refresh(links.values_list("content_object", flat=True))
