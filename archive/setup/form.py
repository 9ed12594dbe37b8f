"""What /setup asks. Every answer can be changed later, in the site settings of the admin."""

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.entrance import SECRET_NAME
from accounts.forms import PenNameField, is_same_name
from accounts.models import User
from archive.setup import code
from core import names
from core.models import SiteSettings
from tags import forms as tag_names
from tags.models import NAME_LENGTH

MANY, ONE = "many", "one"
YES, NO = "yes", "no"


def column(name: str):
    return SiteSettings._meta.get_field(name)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Twelve letters and digits from the log of the server. Case does not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "spellcheck": "false"}),
    )

    def clean_code(self):
        if not code.is_code(self.cleaned_data["code"]):
            raise forms.ValidationError(_("This is not the code that stands in the log."))
        return self.cleaned_data["code"]


class SetupForm(forms.Form):
    name = forms.CharField(label=_("Name of the archive"), max_length=column("name").max_length)
    tagline = forms.CharField(
        label=_("A line about it"),
        max_length=column("tagline").max_length,
        required=False,
        help_text=_("Stands on the home page under the name."),
    )
    scope = forms.ChoiceField(
        label=_("What are the stories about?"),
        choices=[(MANY, _("Many fandoms")), (ONE, _("One fandom"))],
        widget=forms.RadioSelect,
        initial=MANY,
    )
    fandom = forms.CharField(
        label=_("Name of the one fandom"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("Only if there is one. Authors are then never asked."),
    )
    adult_stories = forms.ChoiceField(
        label=_("Stories for adults?"),
        choices=[
            (YES, _("Yes: readers are asked before they see one")),
            (NO, _("No: nothing mature, explicit or not rated can be published")),
        ],
        widget=forms.RadioSelect,
        initial=YES,
    )
    language = forms.ChoiceField(label=_("Language of the pages"), choices=settings.LANGUAGES)
    languages = forms.MultipleChoiceField(
        label=_("Languages that visitors may choose"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        initial=[code for code, _name in settings.LANGUAGES],
        required=False,
    )
    sign_up = forms.ChoiceField(
        label=_("Who may sign up?"),
        choices=SiteSettings.SignUp.choices,
        widget=forms.RadioSelect,
        initial=SiteSettings.SignUp.OPEN,
    )
    username = forms.CharField(
        label=_("Sign-in name"),
        min_length=settings.ACCOUNT_USERNAME_MIN_LENGTH,
        max_length=User._meta.get_field("username").max_length,
        help_text=SECRET_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    pen_name = PenNameField()
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Nobody else sees it. You need none; with one, a forgotten password is easy."),
    )
    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least eight characters; several words that only you would put together."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Password, once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    FIELDSETS = (
        (_("This archive"), ("name", "tagline", "scope", "fandom", "adult_stories")),
        (_("Languages"), ("language", "languages")),
        (_("People"), ("sign_up",)),
        (_("You, who keep it"), ("username", "pen_name", "email", "password1", "password2")),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
        if not settings.EMAIL_URL:
            del self.fields["email"]

    def fieldsets(self):
        """(title, its bound fields), in the order of the page."""
        for title, field_names in self.FIELDSETS:
            yield title, [self[name] for name in field_names if name in self.fields]

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if not names.is_plain(name):
            raise forms.ValidationError(_("Use letters that can be seen."))
        return name

    def clean_fandom(self):
        if self.cleaned_data.get("scope") != ONE:
            return ""
        fandom = " ".join(self.cleaned_data["fandom"].split())
        if not fandom:
            raise forms.ValidationError(_("Name the fandom that all stories here are about."))
        tag_names.validate(fandom)
        return fandom

    def clean_adult_stories(self):
        return self.cleaned_data["adult_stories"] == YES

    def clean_languages(self):
        """All of them is stored as none: then a language that comes later is among them."""
        chosen = self.cleaned_data["languages"]
        if not chosen or len(chosen) == len(settings.LANGUAGES):
            return []
        own = self.cleaned_data.get("language")
        return [one for one, _name in settings.LANGUAGES if one in chosen or one == own]

    def clean_username(self):
        return get_adapter().clean_username(self.cleaned_data["username"])

    def clean(self):
        cleaned = super().clean() or {}
        if is_same_name(cleaned.get("username"), cleaned.get("pen_name")):
            sentence = _(
                "Choose another: the name you sign in with is a secret, a pen name is public."
            )
            self.add_error("pen_name", sentence)
        self._clean_password(cleaned)
        return cleaned

    def _clean_password(self, cleaned) -> None:
        password = cleaned.get("password1")
        if not password:
            return
        person = User(username=cleaned.get("username", ""), email=cleaned.get("email", ""))
        try:
            password_validation.validate_password(password, person)
        except forms.ValidationError as error:
            self.add_error("password1", error)
        if "password2" in cleaned and cleaned["password2"] != password:
            self.add_error("password2", _("The two passwords are not the same."))
