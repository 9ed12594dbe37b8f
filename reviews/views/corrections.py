"""Typing errors: a reader proposes, the author looks at each difference and takes it or not."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import limits as spending
from core.paging import page_by_key
from core.words_back import sign_in_to_write
from reviews import limits
from reviews.corrections.in_place import shown_in_place
from reviews.corrections.proposing import CorrectionForm, refusal
from reviews.models import Correction
from reviews.passages.choosing import PARAGRAPH, NotThere, Passage, asked_for
from reviews.views.passages import chapter_of, choose, chosen
from stories.gate import is_shut
from stories.models import Story
from stories.views.reading import gate


@sign_in_to_write
@require_http_methods(["GET", "POST"])
def new(request, pk):
    story = get_object_or_404(Story.objects.visible_to(request.user), pk=pk)
    if sentence := refusal(request.user, story):
        return _refuse(request, sentence, story, status=403)
    if request.method == "GET" and is_shut(request, story):
        return gate(request, story)
    chapter = chapter_of(request, story)
    try:
        passage = asked_for(chosen(request), chapter, at_most=PARAGRAPH) if chapter else None
        if passage is None:
            return choose(request, story, chapter, to="correction_new")
        return _write(request, story, passage)
    except NotThere as reason:
        if request.method == "POST":
            return _refuse(request, str(reason), story, status=422)
        return choose(request, story, chapter, to="correction_new", sentence=str(reason))


@sign_in_to_write
@require_safe
def index(request):
    """What waits for an author, each in its place."""
    open_ones = Correction.objects.for_authors(request.user).open()
    open_ones = open_ones.select_related("anchor", "pen_name", "chapter__story__listing")
    page = page_by_key(open_ones, request)
    context = {"page": page, "rows": shown_in_place(page)}
    return render(request, "reviews/corrections/index.html", context)


@sign_in_to_write
@require_POST
def accept(request, pk):
    correction = _mine_to_answer(request, pk)
    if correction.accept(by=request.user):
        sentence = _("Corrected. Readers see it now, and whoever found it is thanked.")
        messages.success(request, sentence)
    else:
        sentence = _("These words do not stand there any more. The correction can be declined.")
        messages.error(request, sentence)
    return _back(request)


@sign_in_to_write
@require_POST
def decline(request, pk):
    _mine_to_answer(request, pk).decline()
    messages.success(request, _("Declined. Nobody is told."))
    return _back(request)


def _refuse(request, sentence: str, story, *, status: int):
    """The reason, and the words that were typed, to copy."""
    typed = [words for name in ("text", "remark") for words in request.POST.getlist(name) if words]
    context = {"sentence": sentence, "story": story, "typed": typed}
    return render(request, "reviews/corrections/refused.html", context, status=status)


def _write(request, story, passage: Passage):
    form = CorrectionForm(request.POST or None, user=request.user, passage=passage)
    if request.method == "POST" and form.is_valid() and _may_spend(request, form):
        said = form.cleaned_data
        Correction.propose(form.narrowed, said["text"], by=said["pen_name"], remark=said["remark"])
        messages.success(request, _("Thank you. The author sees your correction, and nobody else."))
        return redirect(passage.chapter)
    context = {"form": form, "story": story, "passage": passage, "chapter": passage.chapter}
    return render(request, "reviews/corrections/new.html", context)


def _may_spend(request, form) -> bool:
    seconds = spending.pause(request, "correction", limits.CORRECTIONS)
    if seconds:
        form.add_error(None, spending.wait(request, seconds))
    return not seconds


def _mine_to_answer(request, pk: int) -> Correction:
    mine = Correction.objects.for_authors(request.user).select_related("anchor", "chapter__story")
    correction = mine.filter(pk=pk, chapter__deleted_at=None).first()
    if correction is None:
        raise Http404
    return correction


def _back(request):
    before = request.POST.get("before", "")
    response = redirect("corrections")
    if before.isdecimal():
        response["Location"] += f"?before={before[:18]}"
    return response
