"""Thank for a story, say a few words with it, take it back."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from core import anonymity
from core import limits as spending
from reviews import limits
from reviews.models import Kudos
from reviews.thanking import ThanksForm, refusal
from reviews.views.in_place import page_or_piece
from stories.models import Story

# What has just happened, as the address of the page says that comes afterwards.
SENTENCES = {
    "given": _("Your thanks have arrived."),
    "again": _("You have thanked for this story. Once is enough: it has arrived."),
    "saved": _("Saved. Your thanks have arrived."),
    "undone": _("Your thanks are taken back."),
    "nothing": _("There is nothing to take back. A guest can do so on the same day only."),
}


@require_http_methods(["GET", "POST"])
def index(request, pk):
    """A member is told whether she thanked before. A guest is not: nobody looks for her until she
    presses."""
    story = _story(request, pk)
    if sentence := refusal(request.user, story) or _signed_out(request):
        return _refuse(request, story, sentence)
    given = _given(request, story)
    form = _form(request, given)
    if request.method == "GET":
        return _page(request, story, form, given, now=request.GET.get("now", ""))
    if seconds := spending.pause(request, "kudos", limits.KUDOS):
        return _refuse(request, story, spending.wait(request, seconds, wrote=False), status=200)
    if form and not form.is_valid():
        return _page(request, story, form, given)
    return _answer(request, story, _thank(request, story, form))


@require_http_methods(["GET", "POST"])
def undo(request, pk):
    story = _story(request, pk)
    if request.method == "GET":
        return render(request, "reviews/kudos/undo.html", {"story": story})
    taken = Kudos.take_back(story, **_giver(request, story))
    return _answer(request, story, "undone" if taken else "nothing")


def _story(request, pk) -> Story:
    stories = Story.objects.visible_to(request.user).filter(published_at__isnull=False)
    return get_object_or_404(stories, pk=pk)


def _given(request, story) -> Kudos | None:
    user = request.user
    return story.kudos.filter(user=user).first() if user.is_authenticated else None


def _form(request, given) -> ThanksForm | None:
    """Guests only press."""
    if not request.user.is_authenticated:
        return None
    sent = request.POST if request.method == "POST" else None
    return ThanksForm(sent, user=request.user, given=given)


def _thank(request, story, form) -> str:
    """What happened, as SENTENCES know it. Whoever gave before and chooses words now means them."""
    said = form.said if form else {}
    if Kudos.give(story, **_giver(request, story), **said):
        return "given"
    given = _given(request, story)
    if given and ("given" in request.POST or said["phrase"]):
        given.say(**said)
        return "saved"
    return "again"


def _giver(request, story) -> dict:
    if request.user.is_authenticated:
        return {"user": request.user}
    return {"guest": anonymity.of_today(request, "kudos", story.pk)}


def _answer(request, story, now: str):
    """A page that can be loaded again, or for htmx what stands in the form's place."""
    if not request.htmx:
        return redirect(f"{reverse('kudos', args=[story.pk])}?now={now}")
    given = _given(request, story)
    return _page(request, story, _form_to_change(request, given), given, now=now)


def _form_to_change(request, given) -> ThanksForm | None:
    return ThanksForm(user=request.user, given=given) if given else None


def _page(request, story, form, given, *, now=""):
    """`is_given`: it stands, as far as this page knows; `is_over`: in place, that is all."""
    if given and not now and not form.is_bound:
        now = "again"
    context = {
        "story": story,
        "form": form,
        "said": SENTENCES.get(now, ""),
        "is_given": bool(given) or (form is None and now in ("given", "again")),
        "is_over": now in ("undone", "nothing"),
    }
    return page_or_piece(
        request, "reviews/kudos/index.html", "reviews/kudos/_in_place.html", context
    )


def _signed_out(request) -> str:
    if request.user.is_authenticated or "pen_name" not in request.POST:
        return ""
    return __("You were signed out meanwhile. Sign in, and press once more.")


def _refuse(request, story, sentence: str, *, status: int = 403):
    context = {"story": story, "sentence": sentence}
    return render(request, "reviews/kudos/refused.html", context, status=status)
