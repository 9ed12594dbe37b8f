"""The file of a picture, for whoever sees it in its story."""

import logging

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from core.pages import guest_page
from stories.images.addresses import WIDTHS
from stories.models import Story, StoryImage

log = logging.getLogger(__name__)

BROWSERS_SECONDS = 3600  # a picture never changes; whom it is shown to may
SHARED_SECONDS = 60


@require_safe
@guest_page
def show(request, story_pk, pk):
    """`?w=480`: the narrowest file that is at least so wide."""
    images = StoryImage.objects.visible_to(request.user).filter(story=story_pk)
    return answer(request, get_object_or_404(images.select_related("story"), pk=pk))


def answer(request, image: StoryImage) -> HttpResponse:
    """To whoever may see it."""
    width = request.GET.get("w", "")
    file = image.file_for(int(width[:5]) if width.isdecimal() else WIDTHS[-1])
    etag = f'"{file["name"].rpartition("/")[2]}"'
    response = get_conditional_response(request, etag=etag) or _content(image, file)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = _kept_for(request, image)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Robots-Tag"] = "noindex, noai, noimageai"
    patch_vary_headers(response, ["Cookie"])
    return response


def _content(image: StoryImage, file: dict) -> HttpResponse:
    try:
        with default_storage.open(file["name"], "rb") as stored:
            return HttpResponse(stored.read(), content_type="image/webp")
    except OSError as error:
        log.error("picture %s cannot be opened: %s", image.pk, error)
        raise Http404 from error


def _kept_for(request, image: StoryImage) -> str:
    """What is not for everybody is asked for anew each time, and comes only if it changed."""
    if image.is_removed or not Story.objects.public().filter(pk=image.story_id).exists():
        return "private, no-cache"
    if request.is_plain_guest:
        return f"public, max-age={BROWSERS_SECONDS}, s-maxage={SHARED_SECONDS}"
    return f"private, max-age={BROWSERS_SECONDS}"
