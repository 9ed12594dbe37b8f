"""What one gets by mail, and the way out that stands in each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from notices.mail import is_offered, stopping, wishes
from notices.mail.form import MailForm
from notices.models import Mailbox
from stories.views.kept_choices import chosen_before, sign_in_to_choose


@sign_in_to_choose
@require_http_methods(["GET", "POST"])
def choices(request):
    chosen = chosen_before(request, "is_discreet")
    form = MailForm(request.POST or None, user=request.user, initial=chosen)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("notices_mail")
    context = {
        "form": form,
        "is_offered": is_offered(),
        "address": is_offered() and wishes.address_of(request.user),
        "mailbox": Mailbox.objects.filter(user=request.user).first(),
        "clock": request.user.clock.key,
    }
    return render(request, "notices/mail/choices.html", context)


@login_required
@require_POST
def again(request):
    """She says that her address takes mail again."""
    Mailbox.try_again(request.user)
    messages.success(request, _("We will try again with the next notice."))
    return redirect("notices_mail")


@csrf_exempt  # a mail program presses it, without a session (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """Asks by GET, since machines look at links; stops by POST. Signs nobody in."""
    found = stopping.read(token)
    if found is None:
        return _said(request, "unknown", {}, status=404)
    everything = "everything" in request.POST
    if request.method == "POST":
        stopping.stop(found, everything=everything)
    with translation.override(found.user.language or request.site.language):
        context = {"stop": found, "is_all": found.is_all or everything}
        return _said(request, "stopped" if request.method == "POST" else "stop", context)


def _said(request, name: str, context: dict, **kwargs):
    response = render(request, f"notices/mail/{name}.html", context, **kwargs)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
