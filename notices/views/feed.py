"""The feed of one's notices, and its address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from notices import feed
from notices.models import Mailbox


@login_required
@require_http_methods(["GET", "POST"])
def address(request):
    """Where it is. A POST makes it, or gives it another address."""
    if request.method == "POST":
        Mailbox.of(request.user).change_secret()
        messages.success(
            request, _("Here is the address of your feed. An older one leads nowhere.")
        )
        return redirect("notices_feed")
    mailbox = Mailbox.objects.filter(user=request.user).first()
    path = mailbox and reverse("notices_atom", args=[mailbox.secret])
    context = {"address": path and request.build_absolute_uri(path)}
    return render(request, "notices/feed.html", context)


@require_safe
@conditional_page  # readers ask every hour, and mostly there is nothing new
def atom(request, secret):
    """For whoever knows the address; no session is asked for."""
    people = Mailbox.objects.filter(user__is_active=True).select_related("user")
    mailbox = get_object_or_404(people, secret=secret)
    with translation.override(mailbox.user.language or request.site.language):
        content = feed.drawn(
            mailbox,
            request.build_absolute_uri(request.path),
            site_name=request.site.name,
            absolute=request.build_absolute_uri,
        )
    headers = {"X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
    return HttpResponse(
        content, content_type="application/atom+xml; charset=utf-8", headers=headers
    )
