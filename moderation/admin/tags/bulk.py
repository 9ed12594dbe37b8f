"""What may be done with many tags of the list: on a page that says how many stories move, then as
one batch, which is undone at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from moderation.admin.tags.fields import KnownTag
from moderation.admin.tags.undoing import tell
from stories.models import Listing
from tags import edits
from tags.models import Tag, TagEdit

MANY = 100  # tags at once: some ten milliseconds each, within one request
NAMED = 20  # of them stand on the page that asks; the others fold


@dataclass(frozen=True)
class Bulk:
    """`edit(tag, official, by=…, batch=…)` does it with one; nothing where it is so already.
    Where it `asks`, another tag is typed, and `moves` says whether stories go there."""

    words: Any  # translatable
    edit: Callable[..., TagEdit | None]
    asks: Promise | None = None
    kind: str = ""  # of the other tag, if not theirs
    moves: bool = False


def _merge(tag, official, **said):
    return edits.merge(tag, official, **said) if tag.official != official else None


def _official(tag, official, **said):
    return None if tag.is_official else edits.make_official(tag, **said)


def _parent(tag, official, **said):
    parents = list(tag.parents.all())
    if official in (tag, *parents):
        return None
    return edits.set_parents(tag, [*parents, official], **said)


def _fandom(tag, official, **said):
    fandoms = list(tag.fandoms.all())
    return None if official in fandoms else edits.set_fandoms(tag, [*fandoms, official], **said)


def _unoffered(tag, official, **said):
    return edits.set_filterable(tag, False, **said) if tag.is_filterable else None


def _offered(tag, official, **said):
    return None if tag.is_filterable else edits.set_filterable(tag, True, **said)


BULKS = {
    "merge": Bulk(_("Make them other names of one tag"), _merge, _("Official name"), moves=True),
    "make_official": Bulk(_("Make them official names"), _official),
    "add_parent": Bulk(
        _("Put them under a broader tag"), _parent, _("The broader tag"), moves=True
    ),
    "add_fandom": Bulk(
        _("Say of which fandom they are"), _fandom, _("The fandom"), Tag.Kind.FANDOM
    ),
    "not_for_filtering": Bulk(_("Do not offer them for filtering"), _unoffered),
    "for_filtering": Bulk(_("Offer them for filtering"), _offered),
}


class ManyForm(forms.Form):
    def __init__(self, data, *, bulk: Bulk, kinds: set[str]):
        super().__init__(data, label_suffix="")
        self.kinds = kinds
        if bulk.asks:
            kind = bulk.kind or next(iter(kinds), Tag.Kind.FREEFORM)
            self.fields["other"] = KnownTag(kind=kind, label=bulk.asks)
        self.needs_one_kind = bool(bulk.asks and not bulk.kind)

    def clean(self):
        if self.needs_one_kind and len(self.kinds) != 1:
            raise ValidationError(_("Choose tags of one kind."))
        return super().clean()


def many(model_admin, request, tags, name: str):
    """First how many stories move, once a name is typed; then it is done."""
    chosen = list(tags.order_by("pk")[: MANY + 1])
    if len(chosen) > MANY:
        messages.error(request, __("Those are more than %(n)s. Choose fewer.") % {"n": MANY})
        return None
    bulk, is_sent = BULKS[name], "decide" in request.POST
    form = ManyForm(
        request.POST if is_sent else None, bulk=bulk, kinds={tag.kind for tag in chosen}
    )
    is_ready = is_sent and form.is_valid()
    other = form.cleaned_data.get("other") if is_ready else None
    is_told = not bulk.moves or request.POST.get("told") == (other.name if other else "")
    if is_ready and is_told:
        try:
            tell(request, do(bulk, chosen, other, by=request.user))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return None
    return _ask(model_admin, request, name, chosen, form, other if is_ready else None)


def _ask(model_admin, request, name: str, chosen: list[Tag], form: ManyForm, other: Tag | None):
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": BULKS[name].words,
        "form": form,
        "told": other,
        "moves": _found_under(chosen, other) if other and BULKS[name].moves else 0,
        "things": chosen[:NAMED],
        "folded": chosen[NAMED:],
        "echo": [
            ("action", name),
            *((helpers.ACTION_CHECKBOX_NAME, str(tag.pk)) for tag in chosen),
        ],
    }
    return TemplateResponse(request, "admin/moderation/tags/many.html", context)


def _found_under(tags: list[Tag], other: Tag) -> int:
    """Stories of any of them, each once."""
    keys = [tag.pk for tag in tags if tag != other]
    return Listing.objects.filter(tag_ids__overlap=keys).count()


def _action(name: str, bulk: Bulk):
    def act(model_admin, request, tags):
        return many(model_admin, request, tags, name)

    act.__name__ = name
    return admin.action(act, description=bulk.words, permissions=["change"])


ACTIONS = tuple(_action(name, bulk) for name, bulk in BULKS.items())


@transaction.atomic
def do(bulk: Bulk, tags: list[Tag], other: Tag | None, *, by) -> list[TagEdit]:
    """All of it or nothing."""
    batch = edits.new_batch()
    done = [bulk.edit(tag, other, by=by, batch=batch) for tag in tags]
    return [edit for edit in done if edit]
