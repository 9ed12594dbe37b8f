"""The languages of stories: BCP 47 tags and the names that their readers use."""

from django.utils.translation import gettext_lazy as _

UNNAMED = "und"  # known to its author, not to this list
LANGUAGES = [
    ("en", "English"),
    ("af", "Afrikaans"),
    ("ar", "العربية"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("eo", "Esperanto"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fil", "Filipino"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("gl", "Galego"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("id", "Bahasa Indonesia"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("la", "Latina"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("ms", "Bahasa Melayu"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("nn", "Norsk nynorsk"),
    ("pl", "Polski"),
    ("pt-BR", "Português do Brasil"),
    ("pt-PT", "Português europeu"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("th", "ไทย"),
    ("tl", "Tagalog"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("vi", "Tiếng Việt"),
    ("yi", "ייִדיש"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
    (UNNAMED, _("Another language")),
]
NAMES = dict(LANGUAGES)
# What stories of elsewhere say of themselves where here several are told apart.
BROAD = {"no": "Norsk", "pt": "Português", "zh": "中文"}
OF_BROAD = {"no": {"nb", "nn"}}  # whose tags do not begin with it
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "yi"}


def name(tag: str) -> str:
    """“en-GB” is called English; what nobody knows is called by its tag."""
    base = tag.split("-")[0]
    return str(NAMES.get(tag) or NAMES.get(base) or BROAD.get(base) or tag)


def named_alike(tag: str) -> str:
    """The widest tag of the same name: “en” of “en-GB”, but “zh-Hant” of itself."""
    return tag if tag in NAMES else tag.split("-")[0]


def is_a(tag: str, wider: str) -> bool:
    """“en-GB” is English, and both scripts are Chinese."""
    tag, wider = tag.lower(), wider.lower()
    return tag == wider or tag.startswith(f"{wider}-") or tag in OF_BROAD.get(wider, ())


def direction(tag: str) -> str:
    return "rtl" if tag.split("-")[0] in RIGHT_TO_LEFT else "ltr"
