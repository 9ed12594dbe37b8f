"""An answer that begins with the words that it answers: by a link before anything is typed, by a
button afterwards. Either way it is a form to go on with, and nothing is posted yet."""

from core import html
from reviews.models import Review
from reviews.text import as_typed, quoted


def is_asked_for(request) -> bool:
    return "quote" in (request.GET if request.method == "GET" else request.POST)


def filled_in(request, parent: Review) -> dict:
    """The fields as they were, with the quotation above what was typed."""
    typed = as_typed(request.POST.get("text", ""))
    quotation = html.to_textarea(quoted(parent.html))
    if quotation and not typed.startswith(quotation):
        typed = f"{quotation}\n\n{typed}"
    is_spoiler = parent.is_spoiler or "is_spoiler" in request.POST
    return request.POST.dict() | {"text": typed, "is_spoiler": is_spoiler}
