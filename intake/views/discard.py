"""What somebody brought and does not want to keep: gone, with all that was entered."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intake import guests
from intake.models import Source


@require_http_methods(["GET", "POST"])
def discard(request, token):
    own = Source.objects.visible_to(request.user, guests.tokens(request))
    source = get_object_or_404(own.filter(story=None, first_part=None), token=token)
    if request.method == "GET":
        return render(request, "intake/discard.html", {"source": source})
    batch = source.batch
    with transaction.atomic():
        for part in reversed(source.parts):
            part.forget()
    if request.user.is_authenticated:
        messages.success(request, _("It is gone."))
    return redirect(batch or "write")
