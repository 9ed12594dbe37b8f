"""Who may come in where a moderator lets each person in: part of the list of people."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from moderation import decisions
from moderation.admin.deciding import EVERYWHERE, decide
from moderation.admin.lists import LookOnlyAdmin

ACTIONS = ("let_in", "turn_away")


class LettingIn(LookOnlyAdmin):
    @admin.action(
        description=_("Let this person in"),
        description_plural=_("Let these people in"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def let_in(self, request, people):
        return decide(self, request, people, decisions.let_in, title=_("Let people in"))

    @admin.action(
        description=_("Turn this person away"),
        description_plural=_("Turn these people away"),
        permissions=["decide"],
        location=EVERYWHERE,
    )
    def turn_away(self, request, people):
        return decide(
            self,
            request,
            people,
            decisions.turn_away,
            title=_("Turn people away"),
            needs_reason=True,
            help_text=_("They read this when they try to sign in. You can let them in later."),
        )
