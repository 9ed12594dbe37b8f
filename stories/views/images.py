"""The pictures of one’s own story: bring them, say what they show, place them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core import limits
from core.twice import may_come_twice
from core.words_back import sign_in_to_write
from stories.images.forms import AltForm, ImageForm, PlaceForm
from stories.images.making import Refused
from stories.images.refusals import sentence
from stories.images.uses import uses
from stories.models import Story, StoryImage
from stories.views.editing import own_story

AN_HOUR = {"at_most": 120, "seconds": 3600}  # pictures that one person brings


def own_image(request, story_pk: int, pk: int) -> StoryImage:
    """What a moderator removed stays as it is: it may be put back."""
    images = StoryImage.objects.editable_by(request.user).standing().filter(story=story_pk)
    return get_object_or_404(images.select_related("story"), pk=pk)


@require_http_methods(["GET", "POST"])
def index(request, pk):
    """A page; and for the editor, which asks for JSON, `{images}` or what became of one."""
    is_editor = request.accepts("application/json") and not request.accepts("text/html")
    return (for_editor if is_editor else listed)(request, pk)


@sign_in_to_write
def listed(request, pk):
    story = own_story(request, pk)
    form = ImageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and (image := taken(request, story, form)):
        messages.success(request, _("The picture is here. Now put it where it belongs."))
        return redirect(f"{request.path}#image-{image.pk}")
    places = uses(story)
    context = {
        "story": story,
        "form": form,
        "images": [(one, places.get(one.pk)) for one in story.images.order_by("-pk")],
    }
    return render(request, "stories/images/index.html", context, status=422 if form.errors else 200)


def for_editor(request, pk):
    if not request.user.is_authenticated:
        sentence = _("You were signed out. Sign in in another tab, then bring the picture again.")
        return JsonResponse({"errors": {"file": [sentence]}}, status=403)
    story = own_story(request, pk)
    if request.method == "GET":
        images = story.images.standing().order_by("-pk")
        return JsonResponse({"images": [_described(one) for one in images]})
    form = ImageForm(request.POST, request.FILES)
    if image := taken(request, story, form):
        return JsonResponse(_described(image))
    return JsonResponse({"errors": form.errors}, status=422)


def taken(request, story: Story, form: ImageForm) -> StoryImage | None:
    """Or None, and the form says why."""
    if not form.is_valid():
        return None
    if not limits.spend("image", f"user {request.user.pk}", **AN_HOUR):
        form.add_error("file", _("Those were many pictures in a short time. Go on in an hour."))
        return None
    data = form.cleaned_data["file"].read()
    try:
        return StoryImage.take(story, data, alt=form.cleaned_data["alt"], by=request.user)
    except Refused as refusal:
        form.add_error("file", sentence(refusal))
        return None


def _described(image: StoryImage) -> dict:
    return {
        "src": image.get_absolute_url(),
        "alt": image.alt,
        "width": image.width,
        "height": image.height,
    }


@sign_in_to_write
@require_http_methods(["GET", "POST"])
def edit(request, story_pk, pk):
    image = own_image(request, story_pk, pk)
    form = AltForm(request.POST or None, initial={"alt": image.alt})
    if request.method == "POST" and form.is_valid():
        image.describe(form.cleaned_data["alt"])
        messages.success(request, _("Saved."))
        return _back(image)
    context = {
        "story": image.story,
        "image": image,
        "form": form,
        "use": uses(image.story).get(image.pk),
    }
    return render(request, "stories/images/edit.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@may_come_twice
def delete(request, story_pk, pk):
    image = own_image(request, story_pk, pk)
    if request.method == "POST":
        image.delete_for_good()
        messages.success(request, _("The picture is deleted."))
        return redirect("story_images", pk=story_pk)
    context = {"story": image.story, "image": image, "use": uses(image.story).get(image.pk)}
    return render(request, "stories/images/delete.html", context)


@login_required
@require_POST
def cover(request, story_pk, pk):
    """With `no`, it is the cover no longer."""
    image = own_image(request, story_pk, pk)
    image.become_cover(is_cover="no" not in request.POST)
    if "no" in request.POST:
        messages.success(request, _("The story has no cover now."))
    else:
        messages.success(request, _("This is the cover now. It stands on the story’s first page."))
    return _back(image)


@login_required
@require_http_methods(["GET", "POST"])
def insertion(request, story_pk, pk):
    """Into a text, for those who write without the editor: as the last thing of a chapter, or by
    a line to copy."""
    image = own_image(request, story_pk, pk)
    form = PlaceForm(request.POST or None, story=image.story)
    if request.method == "POST" and form.is_valid():
        chapter = form.cleaned_data["chapter"]
        try:
            image.stand_at_end_of(chapter, by=request.user)
        except Refused as refusal:
            form.add_error("chapter", sentence(refusal))
        else:
            messages.success(request, _("It stands at the end of the draft. Move it as you like."))
            return redirect("chapter_edit", story_pk=story_pk, pk=chapter.pk)
    context = {"story": image.story, "image": image, "form": form}
    return render(request, "stories/images/insertion.html", context)


def _back(image: StoryImage):
    return redirect(f"{reverse('story_images', args=[image.story_id])}#image-{image.pk}")
