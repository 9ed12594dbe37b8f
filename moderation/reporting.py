"""The form behind "report", and how often it may be sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import TEXT, Report
from reviews.forms import Unhurried

GUEST = {"at_most": 5, "seconds": 3600}  # reports of an address
MEMBER = {"at_most": 30, "seconds": 3600}


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is wrong"), choices=Report.Reason.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("In your words"),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Only the moderators read this."),
    )

    def clean(self):
        cleaned = super().clean() or {}
        if cleaned.get("reason") == Report.Reason.OTHER and not cleaned.get("text"):
            self.add_error("text", _("Say in a sentence what is wrong."))
        return cleaned

    def fields_of_report(self) -> dict[str, str]:
        return {"reason": self.cleaned_data["reason"], "text": self.cleaned_data["text"]}


class GuestReportForm(Unhurried, ReportForm):
    pass
