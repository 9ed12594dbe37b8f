"""The choice of a clock, in forms: core/clocks.py."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core import clocks


class Clocks(forms.Select):
    """Places keep the English names that clocks go by; the page says that they are English."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"] |= {"lang": "en", "dir": "ltr"}
        return option


class ClockField(forms.ChoiceField):
    """A time zone by its name; cleaned to that name."""

    widget = Clocks

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Time zone"))
        super().__init__(choices=clocks.choices, **kwargs)
