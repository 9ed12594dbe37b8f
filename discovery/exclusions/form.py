"""What somebody never wants to see, by its name."""

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from accounts.models import PenName
from core import names
from discovery.criteria import Words
from discovery.exclusions.muting import Thing
from discovery.exclusions.naming import Named, named_pen_name, tags_called
from discovery.models.exclusions import KEY_LENGTH, WORD_LENGTH
from discovery.words import tsquery
from tags.forms import one_name
from tags.models import NAME_LENGTH
from tags.typed import clean
from tags.widgets import TagBox

WHATS = [("tag", _("A tag")), ("pen_name", _("A pen name")), ("word", _("A word or a phrase"))]
SUGGESTED = {"tag": "tag", "pen_name": "by"}  # of words nothing


class ExclusionForm(forms.Form):
    """`thing` is what was named. Where a name is that of several tags, `several` says which."""

    what = forms.ChoiceField(
        label=_("What it is"), choices=WHATS, initial="tag", widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("Its name, or the words"),
        max_length=NAME_LENGTH + 2,  # with quotation marks
        strip=True,
        widget=TagBox(choice="what", kinds=SUGGESTED),
        help_text=_(
            "A tag keeps out whatever stands under it: its other names, and all that is below it. "
            "Words are looked for in titles, pen names, tags and summaries."
        ),
    )

    thing: Thing | None = None

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.several: list[Named] = []

    def clean(self):
        cleaned = super().clean() or {}
        if "what" in cleaned and "name" in cleaned:
            find = {"tag": self._tag, "pen_name": self._pen_name, "word": self._word}
            find[cleaned["what"]](one_name(clean(cleaned["name"])))
        return cleaned

    def _tag(self, name: str) -> None:
        found = tags_called(name, self.user)
        if not found:
            self.add_error("name", _("There is no tag of this name here."))
        elif len(found) > 1:
            self.several = found
            self.add_error("name", _("Several tags have this name. Choose below which you mean."))
        else:
            self.thing = found[0].thing

    def _pen_name(self, name: str) -> None:
        pen_name = PenName.objects.filter(key=names.key(name)).first()
        if pen_name is None:
            self.add_error("name", _("Nobody writes under this name here."))
        else:
            self.thing = named_pen_name(pen_name).thing

    def _word(self, word: str) -> None:
        if sentence := refusal(word):
            self.add_error("name", sentence)
        else:
            self.thing = Thing("word", word)


def refusal(word: str) -> str:
    """What keeps words from being looked for, in a sentence; empty if nothing does."""
    if len(word) > WORD_LENGTH or len(names.tag_key(word)) > KEY_LENGTH:
        return __("At most %(most)s characters, please.") % {"most": WORD_LENGTH}
    if not tsquery(Words(word)):
        return __("This has no letters or digits that could be looked for.")
    return ""
