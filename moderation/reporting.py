"""The form behind "report", how often it may be sent, and authors who say "spam"."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.limits import Pace
from moderation.models import TEXT, Report
from reviews.forms import Unhurried
from reviews.models import Review

PACE = Pace(account=(30, 3600), address=(5, 3600))  # of reports


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


def spam_reported(review_id: int, user_id: int) -> None:
    """What an author called spam is a report of hers: one, however often the task runs."""
    review = Review.objects.filter(pk=review_id).select_related("pen_name").first()
    author = User.objects.filter(pk=user_id).first()
    if review is None or author is None or review.called_spam_at is None:
        return
    earlier = Report.objects.filter(review=review, reporter=author)
    if not earlier.filter(created_at__gte=review.called_spam_at).exists():
        Report.file(review, by=author, reason=Report.Reason.SPAM)
