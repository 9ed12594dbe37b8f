"""Strings of Django and allauth that our pages show and their own catalogues lack in a language of
ours: ours define them. tests/site/test_marked.py names what is missing here."""

BORROWED: dict[str, tuple[str | tuple[str, str], ...]] = {
    "django": ("- Select an option -", "Pagination %(name)s"),
}
