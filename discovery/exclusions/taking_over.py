"""What a guest kept out of lists, offered to be hers as a member. Not taken by itself: the browser
may be one that several people use."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.models import PenName
from discovery import exclusions
from discovery.exclusions import guests
from discovery.exclusions.muting import Member, things


def offer(request) -> None:
    """To whoever has just come in. Called by archive/adapter.py."""
    if offered(request):
        sentence = _("As a guest you kept some stories out of your lists in this browser.")
        way = _("Take them over, or forget them")
        link = format_html('<a href="{}">{}</a>', reverse("exclusions"), way)
        messages.info(request, format_html("{} {}", sentence, link))


def offered(request) -> int:
    """How many things this browser kept out before its reader signed in."""
    return len(things(guests.read(request))) if request.user.is_authenticated else 0


@transaction.atomic
def take_over(request) -> int:
    """They are this member's from now on; how many had no room."""
    kept, member, left = exclusions.of_guest(request), Member(request.user), 0
    here = PenName.objects.filter(pk__in=kept.pen_names).values_list("pk", flat=True)
    for thing in things(replace(kept, pen_names=tuple(here))):
        try:
            member.add(thing)
        except ValidationError:
            left += 1
    return left
