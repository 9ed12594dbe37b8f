"""The choices of /me/mail. What concerns mail stands there only where the archive sends any."""

from datetime import time

from django import forms
from django.db import transaction
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from notices.mail import is_offered, sorting, wishes
from notices.models import Kind, Mailbox, When

OWN = ("hour", "weekday", "is_discreet")  # columns of the mailbox


def hours() -> list[tuple[int, str]]:
    """As the language of the page says them."""
    return [(hour, time_format(time(hour), "TIME_FORMAT")) for hour in range(24)]


class MailForm(forms.Form):
    hour = forms.TypedChoiceField(
        label=_("Hour of the daily and weekly mail"), choices=hours, coerce=int, required=False
    )
    weekday = forms.TypedChoiceField(
        label=_("Day of the weekly mail"), choices=WEEKDAYS.items(), coerce=int, required=False
    )
    is_discreet = forms.BooleanField(
        label=_("Name no stories and no people"),
        help_text=_(
            "In mails and in your feed: then nothing shows on a locked screen, or to somebody who "
            "looks over your shoulder."
        ),
        required=False,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        mailbox = Mailbox.or_usual(user)
        own = {name: getattr(mailbox, name) for name in OWN}
        wished = {str(kind): when for kind, when in wishes.wishes_of(user).items()}
        self.kinds = wishes.kinds_for(user) if is_offered() else []
        for kind in self.kinds:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, choices=When.choices, required=False
            )
        if not is_offered():
            del self.fields["hour"], self.fields["weekday"]
        self.initial = {**own, **wished, **self.initial}

    @property
    def of_kinds(self):
        return [self[kind.value] for kind in self.kinds]

    @transaction.atomic
    def save(self) -> None:
        """What waits is sorted anew, by what is wished now. What was not said stays as it was."""
        said = self.cleaned_data
        sorting.sort_again(self.user)
        wished = {Kind(kind): When(said[kind.value]) for kind in self.kinds if said[kind.value]}
        if wished:
            wishes.wish(self.user, wished)
        mailbox = Mailbox.of(self.user)
        changed = [name for name in OWN if said.get(name, "") != ""]
        for name in changed:
            setattr(mailbox, name, said[name])
        mailbox.save(update_fields=changed)
