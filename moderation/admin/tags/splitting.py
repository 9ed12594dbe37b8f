"""Two things under one name: the stories of one fandom get a tag of their own."""

from datetime import timedelta

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from moderation.admin.tags.asking import ask, attempt
from moderation.admin.tags.fields import KnownTag, NameField
from moderation.admin.tags.page import PAGE, gone, tag_of
from moderation.admin.tags.undoing import tell
from tags import edits
from tags.models import Tag, TagEdit

TWICE = timedelta(minutes=1)  # the worker may not have begun


class SplitForm(forms.Form):
    fandom = KnownTag(
        kind=Tag.Kind.FANDOM,
        label=_("The stories of which fandom"),
        help_text=_("Those that carry this tag, or another name of it."),
    )
    into = NameField(
        label=_("What they carry from now on"),
        help_text=_("A tag that there is, or the name of a new one."),
    )


def split(model_admin, request, object_id):
    tag = tag_of(model_admin, request, object_id)
    if not model_admin.has_change_permission(request, tag):
        raise PermissionDenied
    if tag is None:
        return gone(request)
    form = SplitForm(request.POST or None, label_suffix="")
    if form.is_valid():
        try:
            made, is_done = attempt(request, lambda: [_split(tag, form, request.user)])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            if not is_done:
                return ask(model_admin, request, tag, made)
            tell(request, made)
            return redirect(PAGE, tag.pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Split it"),
        "tag": tag,
        "form": form,
    }
    return TemplateResponse(request, "admin/moderation/tags/split.html", context)


def _split(tag: Tag, form: SplitForm, by):
    """Refused where it would move nothing: it would say what is not so, and its undoing would put
    nothing back."""
    edit = edits.split(tag, **form.cleaned_data, by=by)
    same = TagEdit.objects.filter(what=edit.what, tag=tag, other=edit.other, fandom=edit.fandom)
    just_now = same.filter(undone_at=None, at__gt=edit.at - TWICE).exclude(pk=edit.pk)
    if just_now.exists():
        raise ValidationError(_("This was done already."))
    if not edit.stories:
        raise ValidationError(_("No published story of this fandom carries this tag."))
    return edit
