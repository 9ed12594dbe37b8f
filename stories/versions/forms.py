from django import forms
from django.utils.translation import gettext_lazy as _

from stories import limits


class VersionName(forms.Form):
    name = forms.CharField(
        label=_("Name of the version"),
        max_length=limits.VERSION_NAME,
        required=False,
        help_text=_("For yourself, such as “Before the new ending”. You may leave it empty."),
    )
