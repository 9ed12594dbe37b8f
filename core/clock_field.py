"""The choice of a clock, in forms: core/clocks.py."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core import clocks


class ClockField(forms.ChoiceField):
    """A time zone by its name; cleaned to that name."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Time zone"))
        super().__init__(choices=clocks.choices, **kwargs)
