"""The queue of new tags: one press decides about one, ticks about many.

It works by any press of a button; static/js/tag-queue.js adds keys.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from moderation import new_tags
from moderation.admin.tags.deciding import DECISIONS, decide
from moderation.admin.tags.fields import known
from moderation.admin.tags.keepers import sees_all
from moderation.admin.tags.place import Place, is_key
from moderation.admin.tags.undoing import tell
from tags.forms import one_name
from tags.models import NAME_LENGTH, Tag


def queue(model_admin, request):
    """For tag editors: of closed vocabularies nothing is coined."""
    if not sees_all(request.user):
        raise PermissionDenied
    if request.method == "POST":
        if not _may_decide(request):
            raise PermissionDenied
        return _decide(model_admin, request)
    return _queue(model_admin, request)


def _queue(model_admin, request):
    """With what was ticked and typed, where it was refused."""
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("New tags"),
        "may_decide": _may_decide(request),
        "ticked": _ticked(request.POST),
        "typed": request.POST.get("name", ""),
        **Place(request).page(request.user),
    }
    return TemplateResponse(request, "admin/moderation/tags/queue.html", context)


def _may_decide(request) -> bool:
    return request.user.has_perm("tags.change_tag")


def _decide(model_admin, request):
    verb, chosen, official = _pressed(request.POST)
    waiting = Tag.objects.filter(new_tags.NEW, count__stories__gt=0)
    tags = list(waiting.filter(pk__in=chosen).order_by("pk"))
    try:
        into = _official(request.POST, verb, tags, official)
        done = decide(verb, tags, by=request.user, into=into)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return _queue(model_admin, request)
    tell(request, done)
    if missing := len(chosen) - len(tags):
        messages.warning(request, _decided_meanwhile(missing))
    return redirect(f"{request.here}{_next(request.POST, chosen)}")


def _pressed(data) -> tuple[str, list[int], int]:
    """The decision, the tags and the official name of `other-12-34`, which is about one tag, or of
    `other`, which is about all that are ticked."""
    verb, *keys = data.get("do", "").split("-")
    if verb not in DECISIONS or len(keys) > 2 or not all(map(is_key, keys)):
        raise Http404
    tag, official = (*(int(key) for key in keys), 0, 0)[:2]
    return verb, [tag] if tag else _ticked(data), official


def _ticked(data) -> list[int]:
    return [int(key) for key in data.getlist("tag") if is_key(key)][: new_tags.PAGE]


def _official(data, verb: str, tags: list[Tag], official: int) -> Tag | None:
    """The tag beside those that are decided about: what they mean, or their fandom."""
    if not tags or verb not in ("other", "official"):
        return None
    if official:
        kind = tags[0].kind if verb == "other" else Tag.Kind.FANDOM
        return Tag.objects.filter(pk=official, kind=kind).first()
    if verb == "official":
        return None
    name = one_name(data.get("name", "")[: NAME_LENGTH + 4])
    if not name:
        raise ValidationError(_("Type the official name that they are other names of."))
    return known(tags[0].kind, [name])[0]


def _next(data, decided: list[int]) -> str:
    """The row below, to go on with; where there is none, the page from its beginning."""
    rows = [int(key) for key in data.getlist("row") if is_key(key)]
    places = [rows.index(key) for key in decided if key in rows]
    below = [key for key in rows[max(places, default=-1) + 1 :] if key not in decided]
    return f"#tag-{below[0]}" if below else "#first"


def _decided_meanwhile(number: int) -> str:
    words = ngettext(
        "Somebody has decided about %(n)s meanwhile: it stays as it is now.",
        "Somebody has decided about %(n)s meanwhile: they stay as they are now.",
        number,
    )
    return words % {"n": number}
