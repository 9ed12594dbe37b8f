"""One big box: a story is pasted or chosen, and kept at once."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import limits
from intake import guests
from intake.batches.bringing import bring
from intake.forms import WriteForm
from intake.models import Batch, Source

HOUR = 3600  # seconds
GUESTS_AN_HOUR = 5  # texts of one address
MEMBERS_AN_HOUR = 60  # texts of one account
BATCHES_AN_HOUR = 20  # after as many texts or batches of many files no other batch


@require_http_methods(["GET", "POST"])
def write(request):
    status = 200
    form = WriteForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        if may_bring_more(request, at_most=BATCHES_AN_HOUR if form.is_batch else MEMBERS_AN_HOUR):
            if form.is_batch:
                return redirect(bring(form.chosen, request.user))
            return taken(request, form.take())
        form.add_error(None, _("That is much at once. Your next text is welcome in an hour."))
        status = 429
    waiting = Source.objects.visible_to(request.user, guests.tokens(request)).waiting()
    batches = Batch.objects.visible_to(request.user).unfinished()
    context = {"form": form, "waiting": waiting.order_by("-pk")[:10], "batches": batches[:10]}
    return render(request, "intake/write.html", context, status=status)


def may_bring_more(request, *, at_most: int) -> bool:
    if request.user.is_authenticated:
        who = f"user:{request.user.pk}"
    else:
        who, at_most = limits.address(request), GUESTS_AN_HOUR
    return limits.spend("write", who, at_most=at_most, seconds=HOUR)


def taken(request, source: Source):
    response = redirect(source)
    if source.owner_id is None:
        guests.remember(request, response, source)
    return response
