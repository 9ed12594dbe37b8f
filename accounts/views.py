"""A person's own settings, beside those of allauth."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.forms import BlockForm, NewPenNameForm, PenNameForm, TimeZoneForm
from accounts.models import PenName
from core.words_back import sign_in_to_write


@login_required
@require_GET
def me(request):
    return render(request, "accounts/me.html", {"pen_names": PenName.objects.of(request.user)})


@login_required
@require_GET
def waiting(request):
    """What it means that a moderator has yet to let this person in."""
    if not request.user.is_waiting:
        return redirect("desk")
    return render(request, "accounts/waiting.html")


@login_required
@require_http_methods(["GET", "POST"])
def pen_names(request):
    form = NewPenNameForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid() and (pen_name := form.save()):
        messages.success(request, _("You can write as %(name)s now.") % {"name": pen_name})
        return redirect("pen_names")
    context = {"form": form, "pen_names": PenName.objects.of(request.user)}
    return render(request, "accounts/pen_names.html", context)


@sign_in_to_write
@require_http_methods(["GET", "POST"])
def pen_name_edit(request, pk):
    pen_name = get_object_or_404(PenName.objects.of(request.user), pk=pk)
    form = PenNameForm(request.POST or None, instance=pen_name)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(pen_name)
    return render(request, "accounts/pen_name_edit.html", {"form": form, "pen_name": pen_name})


@login_required
@require_http_methods(["GET", "POST"])
def time_zone(request):
    """Whose clock this person reads where she chooses a time."""
    form = TimeZoneForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        request.user.read_clock(form.cleaned_data["zone"])
        messages.success(request, _("Saved."))
        return redirect("account_settings")
    return render(request, "accounts/time_zone.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def blocks(request):
    """People who cannot write to this person any more, named by the pen name that she met."""
    form = BlockForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("They can no longer write under your stories or answer you."))
        return redirect("blocks")
    context = {"form": form, "blocks": request.user.blocks.select_related("pen_name")}
    return render(request, "accounts/blocks.html", context)


@login_required
@require_POST
def unblock(request, pk):
    get_object_or_404(request.user.blocks, pk=pk).delete()
    return redirect("blocks")
