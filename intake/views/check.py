"""The check page: look a text through, answer what only its author knows, publish it or keep it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import limits
from core.models import SiteSettings
from intake import guests
from intake.checking.answers import AnswerForm, DraftForm, PublishForm
from intake.checking.corrections import after_moving, differing
from intake.checking.form import CheckForm
from intake.checking.proof import Proof
from intake.keep import keep
from intake.models import Source
from intake.reader import Unreadable

TEN_MINUTES = 600  # seconds
GUESTS_LOOKS = 60  # of one address in ten minutes: each reads a text anew


@require_http_methods(["GET", "POST"])
def check(request, token):
    source = own_source(request, token)
    if source.story:
        return redirect("bin") if source.story.deleted_at else redirect(source.story)
    if not may_look(request):
        return render(request, "intake/too_often.html", {"source": source}, status=429)
    try:
        proof = proofread(request, source, CheckForm)
        if request.method == "POST":
            if source.correct(differing(proof.form, request.POST)):
                return answer(request, source)
            return too_much(request, source)
    except Unreadable as error:
        return render(request, "intake/unreadable.html", {"source": source, "error": error})
    return page(request, proof)


def own_source(request, token: str) -> Source:
    sources = Source.objects.visible_to(request.user, guests.tokens(request))
    return get_object_or_404(sources, token=token)


def may_look(request) -> bool:
    if request.user.is_authenticated:
        return True
    action = "correct" if request.method == "POST" else "look"
    who = limits.address(request)
    return limits.spend(action, who, at_most=GUESTS_LOOKS, seconds=TEN_MINUTES)


def too_much(request, source: Source):
    proof = proofread(request, source, DraftForm)
    proof.form.full_clean()
    proof.form.add_error(None, _("These changes are more than we can keep. Make them shorter."))
    return page(request, proof)


def answer(request, source: Source):
    """By the button that was pressed. Whatever it was, all corrections are kept already."""
    if "move" in request.POST:
        return move(request, source)
    if "sign_in" in request.POST:
        return sign(request, source, "account_login")
    wish = next((wish for wish in ("publish", "draft", "sign_up") if wish in request.POST), None)
    if wish is None:
        return again(request, source)
    if not request.user.is_authenticated:
        return sign(request, source, "account_signup")
    if request.user.pen_name is None:
        messages.warning(request, _("Choose a pen name first: your text waits on your desk."))
        return redirect("pen_names")
    if wish == "publish" and request.user.may_publish:
        return publish(request, source)
    return keep_draft(request, source)


def move(request, source: Source):
    """The surplus of a text that is too long for its place goes on elsewhere."""
    form = proofread(request, source, DraftForm).form
    form.full_clean()
    source.correct(after_moving(form, request.POST["move"]))
    return again(request, source)


def again(request, source: Source):
    """The check page, as much of the text on it as before."""
    return redirect(source.get_absolute_url() + ("?whole" if "whole" in request.GET else ""))


def sign(request, source: Source, where: str):
    return redirect(f"{reverse(where)}?{urlencode({'next': source.get_absolute_url()})}")


def publish(request, source: Source):
    proof = proofread(request, source, PublishForm)
    if not proof.form.is_valid():
        return page(request, proof)
    with transaction.atomic():
        story = keep_as_checked(proof.form, source)
        if not story.is_published:
            story.publish(by=request.user)
    return redirect(story)


def keep_draft(request, source: Source):
    form = proofread(request, source, DraftForm).form
    form.full_clean()
    story = keep_as_checked(form, source)
    messages.success(request, _("Kept as a draft. Only you see it."))
    if request.user.is_waiting:
        messages.info(request, _("You can publish it as soon as a moderator has let you in."))
    return redirect(story)


def keep_as_checked(form: AnswerForm, source: Source):
    return keep(form.fair_copy(), pen_names=[form.pen_name], source=source)


def proofread[Form: CheckForm](request, source: Source, form: type[Form]) -> Proof[Form]:
    whole = "whole" in request.GET
    return Proof(source, request.user, site=request.site, form=form, whole=whole)


def page(request, proof: Proof):
    is_open = request.site.sign_up != SiteSettings.SignUp.CLOSED
    context = {"proof": proof, "form": proof.form, "sign_up_is_open": is_open}
    return render(request, "intake/check.html", context)
