"""What a box for names of tags or pen names suggests (static/js/tag-box.js)."""

from django.http import JsonResponse
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from core.pages import guest_page
from discovery import writers
from discovery.wishes.fields import KINDS_OF
from tags import suggesting, vocabulary
from tags.forms import quoted


@require_safe
@guest_page
def suggestions(request):
    """`kind`: a field of lists that holds names. `for=writing`: tags that are not for filtering,
    too. What is no kind has no suggestions."""
    kind, typed = request.GET.get("kind", ""), request.GET.get("q", "")
    found: list[suggesting.Suggestion] = []
    if kind == writers.KIND:
        found = writers.suggest(typed, request.user)
    elif kind in KINDS_OF:
        for_filtering = request.GET.get("for") != "writing"
        found = suggesting.suggest(KINDS_OF[kind], typed, request.user, for_filtering=for_filtering)
    return JsonResponse({"said": _said(len(found)), "suggestions": [_row(one) for one in found]})


def _row(one: suggesting.Suggestion) -> dict[str, str]:
    """`typed` is what goes into the box: a name with a comma stands in quotation marks."""
    row = {"name": one.name, "typed": quoted(one.name), "number": _number(one.number)}
    if one.kind in vocabulary.TRANSLATED:
        row["name"] = vocabulary.in_words(one.kind, one.name)
    if one.other:
        row["other"] = gettext("also called %(name)s") % {"name": f"\u2068{one.other}\u2069"}
    return row


def _number(number: int) -> str:
    grouped = number_format(number, use_l10n=True, force_grouping=True)
    return ngettext("%(number)s story", "%(number)s stories", number) % {"number": grouped}


def _said(number: int) -> str:
    if not number:
        return gettext("No suggestions.")
    sentence = ngettext("%(number)s suggestion.", "%(number)s suggestions.", number)
    return sentence % {"number": number}
