"""Write a review, answer one. What was typed comes back whatever happens."""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import PenName
from core import limits as spending
from core import question
from reviews import guests, likeness, limits, repeats, spam
from reviews.admission import refusal
from reviews.forms import GuestReviewForm, MemberReviewForm
from reviews.holding import held_for, told_to_writer
from reviews.models import HeldFor, Review
from reviews.naming import say
from reviews.passages.choosing import NotThere
from reviews.views import quoting
from reviews.views.in_place import page_or_piece, posted
from reviews.views.refusing import missing, refuse
from reviews.wishes import wishes_for
from stories.models import Story
from stories.reading import contents


@require_http_methods(["GET", "POST"])
def new(request, pk):
    story = Story.objects.visible_to(request.user).for_cards().filter(pk=pk).first()
    if story is None:
        return missing(request)
    return write(request, story, chapter=_chapter(request, story))


@require_http_methods(["GET", "POST"])
def answer(request, pk):
    reviews = Review.objects.visible_to(request.user).with_writers()
    parent = reviews.select_related("story", "root").filter(pk=pk).first()
    if parent is None:
        return missing(request)
    return write(request, parent.story, parent=parent, chapter=parent.chapter)


@require_GET
def thanks(request, pk):
    """A guest's confirmation: a page, not a message, so that no session begins with it."""
    story = Story.objects.visible_to(request.user).filter(pk=pk).first()
    if story is None:
        raise Http404
    context = {"story": story, "held_by": request.GET.get("held", "")}
    return render(request, "reviews/thanks.html", context)


def write(request, story, *, parent=None, chapter=None, passage=None):
    if sentence := refusal(request.user, story, parent):
        return refuse(request, sentence, story)
    form = _form(request, story, parent)
    if request.method == "POST" and form.is_valid() and _may_post(request, form, story):
        try:
            about = {"story": story, "parent": parent, "chapter": chapter, "passage": passage}
            return _post(request, form, **about)
        except Review.DoesNotExist:
            now = Review.objects.select_related("root", "pen_name").filter(pk=parent.pk).first()
            sentence = refusal(request.user, story, now) or say("parent gone")
            return refuse(request, sentence, story)
        except Story.DoesNotExist:
            return missing(request)
        except NotThere as reason:
            return refuse(request, str(reason), story, status=422)
    context = {"form": form, "story": story, "parent": parent, "chapter": chapter}
    context["passage"] = passage
    context |= {"wishes": wishes_for(story), "may_quote": parent and not form.initial.get("text")}
    return page_or_piece(request, "reviews/new.html", "reviews/_in_place.html", context)


def place_of(review: Review) -> str:
    if review.parent_id:
        page = review.get_absolute_url()
    else:
        page = reverse("reviews", args=[review.story_id])
    return f"{page}#review-{review.pk}"


def _form(request, story, parent):
    # Several of these may stand on one page: each has ids of its own.
    ids = {"auto_id": f"answer-{parent.pk}-%s" if parent else "review-%s"} if request.htmx else {}
    about: dict = {"data": request.POST or None, **ids}
    if parent is not None and quoting.is_asked_for(request):
        about |= {"data": None, "initial": quoting.filled_in(request, parent)}
    if request.user.is_authenticated:
        return MemberReviewForm(user=request.user, story=story, **about)
    form = GuestReviewForm(**about, request=request)
    if "pen_name" in request.POST:
        sentence = _(
            "You were signed out while you were writing. Send it as a guest, or copy your words, "
            "sign in and paste them there."
        )
        form.errors[NON_FIELD_ERRORS] = form.error_class([sentence])
    return form


def _may_post(request, form, story) -> bool:
    if not may_say(request, form, story):
        return False
    is_at_home = request.user.is_authenticated and story.is_by(request.user)
    seconds = spending.pause(request, "review", limits.PACE, is_at_home=is_at_home)
    if seconds:
        form.add_error(None, spending.wait(request, seconds))
    return not seconds


def may_say(request, form, story, editing=None) -> bool:
    """Are these words neither a flood nor full of links?"""
    writer = {"pen_name": editing.pen_name_id} if editing else form.writer()
    sentence = repeats.refusal(request, story, form.cleaned_data["text"], writer, editing)
    if sentence:
        form.add_error("text", sentence)
    return not sentence


def _post(request, form, **about):
    about |= {"html": form.cleaned_data["text"], **form.writer()}
    about |= {**likeness.of_words(about["html"]), "network": likeness.network(request)}
    about["is_spoiler"] = form.cleaned_data["is_spoiler"]
    if not request.user.is_authenticated:
        return _post_as_guest(request, about)
    story = about["story"]
    waits_for = held_for(story, request.user, wishes_for(story))
    review = _posted(request, **about, held_for=waits_for)
    PenName.objects.filter(pk=about["pen_name"].pk).update(used_at=timezone.now())
    if request.htmx:
        return posted(request, review)
    messages.success(request, told_to_writer(review) if review.is_held else say("here"))
    return redirect(place_of(review))


def _post_as_guest(request, about: dict):
    key = guests.key_of(request)
    story = about["story"]
    waits_for = held_for(story, request.user, wishes_for(story), guest=key)
    review = _posted(request, **about, guest_key=key, held_for=waits_for)
    page = reverse("review_thanks", args=[review.story_id])
    if request.htmx:
        response = posted(request, review)
    else:
        response = redirect(f"{page}?held={_held_by(review)}" if review.is_held else page)
    guests.remember(response, key, secure=request.is_secure())
    if question.asked():
        question.remember(response, secure=request.is_secure())
    return response


@transaction.atomic
def _posted(request, **fields) -> Review:
    review = Review.post(**fields)
    spam.ask(review, request)
    return review


def _held_by(review: Review) -> str:
    """An author’s friend is nothing that an address should tell."""
    return "moderators" if review.held_for == HeldFor.MODERATORS else "author"


def _chapter(request, story):
    chapter = request.GET.get("chapter", "")
    if not chapter.isdecimal():
        return None
    return next((one for one in contents(story) if one.pk == int(chapter[:18])), None)
