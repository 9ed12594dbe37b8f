"""Forms in which an author names a time or a day: to appear then, in turn, or long ago."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core import clocks
from core.clock_field import ClockField
from stories import limits
from stories.models import Cadence, Chapter, Story
from stories.models.scheduled import Scheduled, in_words
from stories.schedules import moments

YEAR = timedelta(days=366)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **kwargs):
        super().__init__(format="%H:%M", **kwargs)


class OnAClock(forms.Form):
    """The clock is the author's own, unless she says otherwise; what she says is remembered."""

    zone = ClockField(help_text=_("Whose clock this is. It is remembered for the next time."))

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.initial.setdefault("zone", clocks.zone(person.time_zone).key)

    @property
    def is_clock_unknown(self) -> bool:
        """Nobody chose one yet: the page may ask the device."""
        return not (self.is_bound or self.person.time_zone)


class ScheduleForm(OnAClock):
    """`moment` is when it appears; `comes_twice` says that the clocks show that time twice."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    at = forms.TimeField(label=_("Time"), widget=TimeInput())
    field_order = ["day", "at", "zone"]

    def __init__(self, *args, thing: Scheduled, person, **kwargs):
        super().__init__(*args, person=person, **kwargs)
        self.thing = thing
        if thing.scheduled_for:
            chosen = thing.scheduled_for.astimezone(person.clock)
            self.initial = {"day": chosen.date(), "at": chosen.time(), **self.initial}

    def clean(self):
        cleaned = super().clean() or {}
        day, at = cleaned.get("day"), cleaned.get("at")
        if day and at is not None and "zone" in cleaned:
            clock = clocks.zone(cleaned["zone"])
            self._find(day, at.replace(second=0), clock)
        if not self.errors:
            self._ask_what_stands_in_the_way()
        return cleaned

    def _find(self, day, at, clock):
        now = timezone.now()
        here = {"place": clocks.place(clock.key), "now": date_format(now.astimezone(clock), "H:i")}
        today = now.astimezone(clock).date()
        if day < today:
            self.add_error("day", _("This day is over."))
        elif day > today + limits.SCHEDULE_YEARS * YEAR:
            sentence = _("This is too far ahead: choose a day within the next five years.")
            self.add_error("day", sentence)
        else:
            try:
                self.moment = moments.moment(day, at, clock)
            except moments.NoSuchTimeError:
                sentence = _(
                    "On that day the clocks of %(place)s are put forward, and this time is left"
                    " out. Choose an earlier or a later one."
                )
                self.add_error("at", sentence % here)
                return
            self.comes_twice = moments.comes_twice(self.moment, clock)
            if self.moment <= now:
                sentence = _("This time is over: in %(place)s it is %(now)s now.")
                self.add_error("at", sentence % here)

    def _ask_what_stands_in_the_way(self):
        missing = self.thing.obstacles(by=self.person)
        story = getattr(self.thing, "story", None)
        if story and story.is_scheduled and story.scheduled_for <= self.moment:
            missing = [word for word in missing if word != "story"]
        if missing == ["story"]:
            sentence = _("Readers do not see the story yet. Publish or schedule it first.")
            self.add_error(None, sentence)
        elif missing:
            sentence = _("Before it can be scheduled: %(missing)s.")
            self.add_error(None, sentence % {"missing": in_words(missing)})


class CadenceForm(OnAClock):
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days"),
        choices=WEEKDAYS.items(),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one day of the week.")},
    )
    at = forms.TimeField(label=_("Time"), widget=TimeInput())
    field_order = ["weekdays", "at", "zone"]

    def __init__(self, *args, cadence: Cadence | None, **kwargs):
        super().__init__(*args, **kwargs)
        if cadence is not None:
            kept = {"weekdays": cadence.weekdays, "at": cadence.at, "zone": cadence.time_zone}
            self.initial = {**self.initial, **kept}

    def save(self, story: Story) -> Cadence:
        chosen = self.cleaned_data
        return Cadence.keep(
            story,
            weekdays=chosen["weekdays"],
            at=chosen["at"].replace(second=0),
            time_zone=chosen["zone"],
        )


class DateForm(forms.Form):
    """The day on which it was first posted."""

    day = forms.DateField(label=_("First posted on"), widget=DayInput())

    def __init__(self, *args, thing: Story | Chapter, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.thing, self.clock = thing, person.clock
        self.initial.setdefault("day", self._day_of(thing.published_at))

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if day > timezone.localdate(timezone=self.clock):
            raise forms.ValidationError(_("This day has not come yet."))
        if day.year < limits.OLDEST_DAY:
            raise forms.ValidationError(_("This is too long ago: look at the year."))
        if self.thing.is_published:
            self._ask_others(day)
        return day

    def _ask_others(self, day: date) -> None:
        shown = self._day_of(self.thing.first_shown_at())
        if day > shown:
            sentence = _("Readers saw it here on %(day)s already.")
            raise forms.ValidationError(sentence % {"day": date_format(shown)})
        if isinstance(self.thing, Story):
            later = self._day_of(self.thing.earliest_later_chapter())
            if later and day > later:
                sentence = _("A chapter of it was first posted on %(day)s.")
                raise forms.ValidationError(sentence % {"day": date_format(later)})
        else:
            began = self._day_of(self.thing.story.published_at)
            if began and day < began:
                sentence = _("The story was first posted on %(day)s. Change that day first.")
                raise forms.ValidationError(sentence % {"day": date_format(began)})

    def _day_of(self, moment):
        return moment and moment.astimezone(self.clock).date()
