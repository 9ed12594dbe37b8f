"""Help for who cannot sign in any more, without e-mail: part of the list of people."""

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from moderation import decisions
from moderation.admin.deciding import EVERYWHERE, decide
from moderation.admin.lists import LookOnlyAdmin

ACTIONS = ("one_time_link", "one_step")

admin.site.unregister(Authenticator)  # its rows hold the secrets themselves


class SigningIn(LookOnlyAdmin):
    @admin.action(
        description=_("Make a one-time link for a new password"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def one_time_link(self, request, people):
        """The link stands on this one answer and nowhere else."""
        if len(people[:2]) != 1:
            messages.error(request, _("Choose one person: a link is told to one person alone."))
            return None
        links: list[str] = []

        def make(person, *, by, reason):
            links.append(decisions.make_one_time_link(person, by=by, reason=reason))

        answer = decide(
            self,
            request,
            people,
            make,
            title=_("Make a one-time link"),
            help_text=_(
                "If you like: how you know that it is this person who asks. Be sure of it: whoever "
                "has the link has the account."
            ),
        )
        if not links:
            return answer
        list(messages.get_messages(request))  # “Decided” would be said on the next page
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("A link for a new password"),
            "person": people[0],
            "link": request.build_absolute_uri(links[0]),
        }
        return TemplateResponse(request, "admin/moderation/one_time_link.html", context)

    @admin.action(
        description=_("Take two-step sign-in away"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def one_step(self, request, people):
        return decide(
            self,
            request,
            people,
            decisions.take_second_step_away,
            title=_("Take two-step sign-in away"),
            help_text=_(
                "For who lost the telephone, the key and the emergency codes. They are told when "
                "they next sign in; the password is still asked."
            ),
        )
