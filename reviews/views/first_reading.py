"""For whom a person reads first: she is asked, agrees or declines, and may stop at any time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.twice import may_come_twice
from reviews import first_reading


@login_required
@require_GET
def index(request):
    asked = first_reading.with_names(first_reading.asked_of(request.user), request.user)
    return render(request, "reviews/first_reading/index.html", {"asked": list(asked)})


@login_required
@require_POST
def agree(request, pk):
    first_reading.agree(get_object_or_404(first_reading.asked_of(request.user), pk=pk))
    messages.success(request, _("What waits for the author waits for you first now."))
    return redirect("first_reading")


@login_required
@require_POST
@may_come_twice
def stop(request, pk):
    first_reading.decline(get_object_or_404(first_reading.asked_of(request.user), pk=pk))
    messages.success(request, _("You do not read first for them."))
    return redirect("first_reading")
