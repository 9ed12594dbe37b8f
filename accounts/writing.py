"""How a person writes: in a plain box or with buttons; and a text on its way between them."""

from django import forms
from django.core.exceptions import BadRequest
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import html, limits
from core.fields import cleaned
from core.widgets import Rich
from core.words_back import sign_in_to_write

TEXT = 2_000_000  # characters
AN_HOUR = 300  # texts that one person has turned

WAYS = [("rich", "rich"), ("plain", "plain")]


class WritingForm(forms.Form):
    plainly = forms.ChoiceField(choices=[("1", "plain"), ("0", "rich")], required=False)
    text = forms.CharField(max_length=TEXT, required=False, strip=False)
    # `from` and `to` would be poor names in Python
    has = forms.ChoiceField(choices=WAYS, required=False)
    wants = forms.ChoiceField(choices=WAYS, required=False)


@sign_in_to_write
@require_POST
def writing(request):
    """Remember the choice in `plainly`; answer `text`, written as `has` says, as `wants` says."""
    form = WritingForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    said = form.cleaned_data
    if said["plainly"]:
        request.user.writes_plainly = said["plainly"] == "1"
        request.user.save(update_fields=["writes_plainly"])
    if not said["wants"]:
        return redirect("account_settings")
    if not limits.spend("writing", str(request.user.pk), at_most=AN_HOUR, seconds=3600):
        sentence = _("You changed the way of writing very often. Wait an hour, please.")
        return JsonResponse({"error": sentence}, status=429)
    return JsonResponse({"text": turned(said["text"], said["has"], said["wants"])})


def turned(text: str, has: str, wants: str) -> str:
    """No word is lost: both ways go through the one sanitiser."""
    if has == wants == "plain":
        return text
    stored = cleaned(Rich(text) if has == "rich" else text)
    return stored if wants == "rich" else html.to_textarea(stored)
