"""What one keeps out of all lists: seeing it, adding to it, taking away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from discovery import exclusions
from discovery.criteria import Exclusions
from discovery.exclusions import guests, muting, taking_over
from discovery.exclusions.form import ExclusionForm, refusal
from discovery.exclusions.muting import Thing
from discovery.exclusions.naming import Named, nameable, named


@require_http_methods(["GET", "POST"])
def index(request):
    """Also a guest's, whose exclusions stay in her browser. `add` is sent by buttons for things
    that have been named, the form by whoever types a name."""
    is_typed = request.method == "POST" and "add" not in request.POST
    data = request.POST if is_typed else None
    form = ExclusionForm(data, initial=request.POST.dict(), user=request.user)
    trouble = ""
    if thing := _wanted(request, form):
        reader = muting.by(request)
        try:
            reader.add(thing)
        except ValidationError as error:
            trouble = error.messages[0]
        else:
            return reader.keep(redirect(f"{reverse('exclusions')}?{urlencode({'added': thing})}"))
    return _page(request, form, trouble)


@require_POST
def remove(request):
    thing = muting.read(request.POST.get("thing", ""))
    if thing is None:
        return redirect("exclusions")
    reader = muting.by(request)
    reader.remove(thing)
    return reader.keep(redirect(f"{reverse('exclusions')}?{urlencode({'removed': thing})}"))


@login_required
@require_POST
def take_over(request):
    """What was kept out in this browser before its reader came in, or what becomes of it else."""
    response = redirect("exclusions")
    guests.forget(response)
    if "forget" in request.POST:
        return response
    if left := taking_over.take_over(request):
        sentence = ngettext(
            "For %(n)s of them there was no room.", "For %(n)s of them there was no room.", left
        )
        messages.warning(request, sentence % {"n": left})
    messages.success(request, _("What you kept out as a guest is yours now."))
    return response


def _wanted(request, form) -> Thing | None:
    if request.method != "POST":
        return None
    if "add" not in request.POST:
        return form.thing if form.is_valid() else None
    thing = muting.read(request.POST["add"])
    return thing if thing and _nameable(thing, request.user) else None


def _nameable(thing: Thing, user) -> Named | None:
    is_refused = thing.what == "word" and refusal(str(thing.value))
    return None if is_refused else nameable(thing, user)


def _page(request, form, trouble: str):
    kept = exclusions.kept_for(request)
    shown = named(muting.things(kept))
    context = {
        "form": form,
        "trouble": trouble,
        "tags": [it for it in shown if it.thing.what == "tag"],
        "pen_names": [it for it in shown if it.thing.what == "pen_name"],
        "words": [it for it in shown if it.thing.what == "word"],
        "added": _said(request, "added", kept),
        "removed": _said(request, "removed", kept),
        "as_guest": taking_over.offered(request),
    }
    return render(request, "discovery/exclusions/index.html", context)


def _said(request, word: str, kept: Exclusions) -> Named | None:
    """What has just been done, as the address says it, if it is so."""
    thing = muting.read(request.GET.get(word, ""))
    if request.method == "POST" or thing is None or thing.is_in(kept) != (word == "added"):
        return None
    return _nameable(thing, request.user)
