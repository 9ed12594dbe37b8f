"""The check page: look a text through, answer what only its author knows, publish it or keep it."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from core import limits
from core.models import SiteSettings
from core.words_back import typed
from intake import guests, queue
from intake.checking.answers import DraftForm, PublishForm
from intake.checking.corrections import after_moving, differing
from intake.checking.form import CheckForm
from intake.checking.found import OLD
from intake.checking.outcome import kept, published
from intake.checking.proof import Proof, marks_thoughts
from intake.keep import NotKept
from intake.models import BeingRead, Source
from intake.reader import Unreadable
from intake.twice import OF, UPDATE
from stories.models import Story

TEN_MINUTES = 600  # seconds
GUESTS_LOOKS = 60  # of one address in ten minutes: each reads a text anew


@require_http_methods(["GET", "POST"])
def check(request, token):
    source = own_source(request, token)
    if source.story:
        return redirect("bin") if source.story.deleted_at else redirect(source.story)
    if source.first_part:
        return redirect(source.first_part)
    if source.is_being_read(thoughts=marks_thoughts(source)):
        return wait(request, source) if request.method == "GET" else wait_and_keep(request, source)
    if request.htmx:  # the page on which one waits asks again and again
        return HttpResponseClientRefresh()
    if is_newer(request, source):
        return redirect(UPDATE, source.token)
    if not may_look(request):
        return render(request, "intake/too_often.html", {"source": source}, status=429)
    try:
        proof = proofread(request, source, CheckForm)
        if request.method == "POST":
            if source.correct(differing(proof.form, request.POST)):
                return answer(request, source)
            return too_much(request, source)
    except BeingRead:  # in another way than before
        return redirect(source)
    except Unreadable as error:
        return render(request, "intake/unreadable.html", {"source": source, "error": error})
    return page(request, proof)


def own_source(request, token: str) -> Source:
    sources = Source.objects.visible_to(request.user, guests.tokens(request))
    return get_object_or_404(sources.select_related("story", "first_part"), token=token)


def is_newer(request, source: Source) -> bool:
    """Whether it was brought as a newer document of a story: one comes back to the difference."""
    stories = Story.objects.editable_by(request.user)
    return OF in source.corrections and stories.filter(pk=source.corrections[OF]).exists()


def wait(request, source: Source):
    """The worker is to read it: how many are before it. What nobody is going to read, since the
    reader or what its bringer wants of it has changed, is asked for here."""
    thoughts = marks_thoughts(source)
    before = queue.before(source, thoughts=thoughts)
    if before is None:
        for part in source.parts:
            part.ask(thoughts=thoughts)
        before = queue.before(source, thoughts=thoughts) or 0
    context = {"source": source, "before": before}
    if not request.htmx:
        return render(request, "intake/being_read.html", context)
    if request.GET.get("before") == str(before):
        return HttpResponse(status=204)  # nothing new is nothing to say aloud
    return render(request, "intake/_being_read.html", context)


def wait_and_keep(request, source: Source):
    """What was typed on a page that stood open meanwhile goes by the reading that it showed; or
    stands on this page, to copy."""
    is_other = not marks_thoughts(source)
    if not source.is_being_read(thoughts=is_other):
        form = Proof(source, request.user, site=request.site, form=CheckForm, marks=is_other).form
        if source.correct(differing(form, request.POST)):
            return redirect(source)
    context = {"source": source, "before": 0, "typed": typed(request)}
    return render(request, "intake/being_read.html", context)


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
    silently = bool(source.batch_id)  # as the others of its table
    response = done(request, proof, lambda: published(proof, by=request.user, silently=silently))
    if response.status_code == 302 and proof.form.cleaned_data.get("dates") == OLD:
        messages.success(request, _("Published with its old dates. Nobody was told."))
    return response


def keep_draft(request, source: Source):
    proof = proofread(request, source, DraftForm)
    response = done(request, proof, lambda: kept(proof))
    if response.status_code == 302:
        messages.success(request, _("Kept as a draft. Only you see it."))
        if request.user.is_waiting:
            messages.info(request, _("You can publish it as soon as a moderator has let you in."))
    return response


def done(request, proof: Proof, act: Callable[[], Story]):
    """The story, or the page with what its author has to say first."""
    if proof.form.is_valid():
        try:
            story = act()
            return redirect(proof.source.batch or story)
        except NotKept as question:
            field = question.field if question.field in proof.form.fields else None
            proof.form.add_error(field, str(question))
    return page(request, proof)


def proofread[Form: CheckForm](request, source: Source, form: type[Form]) -> Proof[Form]:
    whole = "whole" in request.GET
    return Proof(source, request.user, site=request.site, form=form, whole=whole)


def page(request, proof: Proof):
    is_open = request.site.sign_up != SiteSettings.SignUp.CLOSED
    context = {
        "proof": proof,
        "form": proof.form,
        "sign_up_is_open": is_open,
        "update": update_address(proof),
    }
    return render(request, "intake/check.html", context)


def update_address(proof: Proof) -> str:
    """Where the story that one has is brought up to date with this text, if there is such a page
    and anything new could come of it."""
    if proof.match is None or proof.match.is_same_file or proof.match.is_in_bin:
        return ""
    try:
        return reverse(UPDATE, args=[proof.source.token])
    except NoReverseMatch:
        return ""
