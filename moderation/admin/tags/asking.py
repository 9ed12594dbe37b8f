"""Stories move only after a page that says how many. What it says is true because it was done: the
edits are made, and unless somebody has confirmed them, taken back before anybody saw them."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from moderation.admin.tags.undoing import in_words
from tags.models import Tag, TagEdit

UNSAID = ("csrfmiddlewaretoken", "confirmed")


def attempt(request, make: Callable[[], Iterable[TagEdit]]) -> tuple[list[TagEdit], bool]:
    """The edits, and whether they stand. Raises ValidationError where one is refused."""
    with transaction.atomic():
        edits = list(make())
        is_done = "confirmed" in request.POST or not any(edit.stories for edit in edits)
        transaction.set_rollback(not is_done)
    return edits, is_done


def ask(model_admin, request, tag: Tag, edits: list[TagEdit]) -> TemplateResponse:
    said = [(name, one) for name, values in request.POST.lists() for one in values]
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Stories will move"),
        "tag": tag,
        "edits": [(in_words(edit), edit.stories) for edit in edits],
        "echo": [(name, one) for name, one in said if name not in UNSAID],
    }
    return TemplateResponse(request, "admin/moderation/tags/ask.html", context)
