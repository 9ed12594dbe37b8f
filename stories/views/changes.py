"""Changing many stories at once: the wish, its preview, the change, and its way back. Which stories
stands in the address: ticked ones by id, or `all` with the desk's own search."""

from secrets import token_urlsafe

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.limits import spend
from core.words_back import sign_in_to_write
from stories import limits
from stories.bulk import undoing, work
from stories.bulk.naming import fields
from stories.bulk.telling import Preview, Report
from stories.bulk.wish import WishForm
from stories.desk.finding import Finding, counts
from stories.models import BulkChange, Story

LISTED = 100  # changes
NAMED = 10  # stories, above the form


@login_required
@require_GET
def index(request):
    mine = BulkChange.objects.of(request.user).without_accounts()[:LISTED]
    changes = [(one, fields(one.said)) for one in mine]
    context = {"counts": counts(request.user), "changes": changes}
    return render(request, "stories/desk/changes.html", context)


@sign_in_to_write
@require_http_methods(["GET", "POST"])
def new(request):
    ids = chosen(request.user, request.GET)
    token = request.POST.get("token", "").replace("\0", "")
    if asked := token and BulkChange.objects.of(request.user).filter(wish__token=token).first():
        return redirect(asked)  # sent twice
    if complaint := unfit(ids):
        messages.warning(request, complaint)
        return redirect("desk")
    form = WishForm(
        request.POST if request.method == "POST" else None, user=request.user, number=len(ids)
    )
    context = {"form": form, "number": len(ids)}
    if request.method == "GET" or not form.is_valid() or "back" in request.POST:
        mine = Story.objects.by(request.user).annotate(draft_title=F("draft__title"))
        some = mine.in_bulk(ids[:NAMED])
        named = [some[pk] for pk in ids if pk in some]
        context |= {"some": named, "more": len(ids) - len(named)}
        return render(request, "stories/desk/change_new.html", context)
    preview = Preview(request.user, ids, form.wish())
    if "change" in request.POST and may_go_on(request, preview):
        return redirect(work.ask(request.user, form.wish(), ids, token=token or token_urlsafe()))
    context |= {"preview": preview, "token": token_urlsafe()}
    return render(request, "stories/desk/change_preview.html", context)


def chosen(user, asked: QueryDict) -> list[int]:
    """One's own among them, in the order of the desk."""
    if "all" in asked:
        return Finding(user, asked).ids
    ticked = [int(word[:18]) for word in asked.getlist("story") if word.isdecimal()]
    mine = set(Story.objects.by(user).filter(pk__in=ticked).values_list("pk", flat=True))
    return [pk for pk in dict.fromkeys(ticked) if pk in mine]


def unfit(ids: list[int]) -> str:
    if not ids:
        return _("No story is ticked.")
    if len(ids) > limits.STORIES_AT_ONCE:
        return ngettext(
            "These are %(number)s stories. At most %(limit)s at once: search for a part of them.",
            "These are %(number)s stories. At most %(limit)s at once: search for a part of them.",
            len(ids),
        ) % {"number": len(ids), "limit": limits.STORIES_AT_ONCE}
    return ""


def may_go_on(request, preview: Preview) -> bool:
    """Only what was seen is done."""
    if request.POST.get("seen") != preview.seal:
        messages.warning(request, _("Something has changed meanwhile. Look once more."))
        return False
    who, hour = str(request.user.pk), 3600
    if not spend("bulk change", who, at_most=limits.BULK_CHANGES_AN_HOUR, seconds=hour):
        messages.warning(request, _("That is a lot of changes in an hour. Try again a bit later."))
        return False
    return True


@login_required
@require_GET
def change(request, pk):
    found = get_object_or_404(BulkChange.objects.of(request.user), pk=pk)
    return render(request, "stories/desk/change.html", {"change": found, "report": Report(found)})


@login_required
@require_POST
def undo(request, pk):
    found = get_object_or_404(BulkChange.objects.of(request.user), pk=pk)
    undoing.ask(found)
    return redirect("{}#undone".format(reverse("change", args=[pk])))
