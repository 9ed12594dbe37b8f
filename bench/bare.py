"""What a page costs at least in Django: the yardsticks that our own pages are held against.

Each answers with `size` bytes, as many as the real page has.
"""

from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import render

from stories.models import ChapterText, Story


def page(request, chapter, size):
    text = ChapterText.objects.get(pk=chapter)
    return filled(render(request, "bare/page.html", {"text": text}), size)


def newest(request, size):
    """One query for the columns that it shows, an address and a date in every row."""
    columns = ("title", "summary", "rating", "status", "revised_at")
    stories = Story.objects.public().order_by("-revised_at", "-pk").only(*columns)[:20]
    return filled(render(request, "bare/list.html", {"stories": stories}), size)


def kept(request, chapter, size):
    """The bytes of a page out of the process's memory."""
    content = caches["pages"].get(request.path)
    if content is None:
        content = page(request, chapter, size).content
        caches["pages"].set(request.path, content, 5)
    return HttpResponse(content)


def filled(response, size: int):
    response.content = response.content.ljust(size)
    return response
