"""Reading settings: the page on which they are chosen, and the stylesheet that carries them."""

from hashlib import sha256

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from core import look
from core.addresses import way_back

LABELS = {
    "theme": _("Colours"),
    "face": _("Letters of stories"),
    "size": _("Size"),
    "width": _("Width of the text"),
    "leading": _("Space between lines"),
    "paragraphs": _("Paragraphs"),
}


class LookForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in LABELS.items():
            choices = [(key, choice.label) for key, choice in look.SETTINGS[name].items()]
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, widget=forms.RadioSelect, required=False
            )

    def words(self) -> str:
        chosen = {name: choice for name, choice in self.cleaned_data.items() if choice}
        return look.write(look.USUAL | chosen)


@require_http_methods(["GET", "POST"])
def settings(request):
    onward = way_back(request, request.POST.get("next"), request.GET.get("next"))
    form = LookForm(request.POST or None, initial=look.read(look.of(request)))
    if request.method == "POST" and form.is_valid():
        return _kept(request, "" if "usual" in request.POST else form.words(), onward)
    context = {"form": form, "next": onward, "is_saved": "saved" in request.GET}
    return render(request, "look/settings.html", context)


def _kept(request, words: str, onward: str):
    """Back on the same page, which shows what was chosen; the way back to the story is a link."""
    query = {"saved": "1"} | ({"next": onward} if onward else {})
    response = redirect(f"{reverse('look')}?{urlencode(query)}")
    if request.user.is_authenticated:
        request.user.look = words
        request.user.save(update_fields=["look"])
    response.set_cookie(
        look.COOKIE,
        words or look.VERSION,  # the usual, and said so: an older account's wish would win else
        max_age=look.COOKIE_SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


@require_safe
def stylesheet(request):
    css = look.stylesheet(look.of(request), request.site.accent).encode()
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    response.headers["ETag"] = etag = f'"{sha256(css).hexdigest()[:20]}"'
    response.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return get_conditional_response(request, etag=etag, response=response)
