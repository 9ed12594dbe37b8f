"""One chapter made two: at a passage that was chosen from a list, or at the cursor."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from stories.models import Chapter


def block_of(request) -> int | None:
    """Where the new chapter begins: the number of a passage, counted from 0."""
    word = (request.POST.get("block") or request.GET.get("block", ""))[:9]
    return int(word) if word.isdecimal() else None


def divide(request, chapter: Chapter):
    """Ends in the new chapter. Raises ValidationError where nothing can be split."""
    block = block_of(request)
    new = chapter.split(-1 if block is None else block, by=request.user)
    sentence = _(
        "Two chapters now: this is the new one. To join them again, merge the one before with it."
    )
    messages.success(request, sentence)
    return redirect("chapter_edit", story_pk=new.story_id, pk=new.pk)


def divide_at_cursor(request, chapter: Chapter):
    """From the editor, whose text is saved by now; where it cannot be split, it stays so."""
    try:
        return divide(request, chapter)
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return redirect("chapter_edit", story_pk=chapter.story_id, pk=chapter.pk)
