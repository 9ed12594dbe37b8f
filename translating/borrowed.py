"""Strings of Django and allauth that our pages show and their own catalogues lack in a language of
ours, say in another tone (Spanish forms would call a person now tú, now usted) or with the wrong
forms (Arabic times): ours define them, by their place and context. tests/site/test_marked.py names
what is missing here."""

TIMES = tuple(
    (f"%(num)d {unit}", f"%(num)d {unit}s")
    for unit in ("year", "month", "week", "day", "hour", "minute")
)

BORROWED: dict[tuple[str, str | None], tuple[str | tuple[str, str], ...]] = {
    ("django", None): (
        "- Select an option -",
        "Pagination %(name)s",
        "Enter a list of values.",
        "Enter a number.",
        "Enter a valid URL.",
        "Enter a valid date.",
        "Enter a valid email address.",
        "Enter a valid value.",
        "Enter a whole number.",
        (
            "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
            "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        ),
        (
            "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
            "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        ),
        "Ensure this value is greater than or equal to %(limit_value)s.",
        "Ensure this value is less than or equal to %(limit_value)s.",
        "Select a valid choice. %(value)s is not one of the available choices.",
        "Select a valid choice. That choice is not one of the available choices.",
        (
            "This password is too short. It must contain at least %d character.",
            "This password is too short. It must contain at least %d characters.",
        ),
        "This password is too common.",
        "This password is entirely numeric.",
        "The password is too similar to the %(verbose_name)s.",
        (
            "Your password must contain at least %(min_length)d character.",
            "Your password must contain at least %(min_length)d characters.",
        ),
        "Your password can’t be too similar to your other personal information.",
        "Your password can’t be a commonly used password.",
        "Your password can’t be entirely numeric.",
        ("Please correct the error below.", "Please correct the errors below."),
        "Select %s to change",
        "Select %s to view",
        "username",
        "staff status",
        "superuser status",
        "%(delta)s ago",
        ("a second ago", "%(count)s seconds ago"),
        ("a minute ago", "%(count)s minutes ago"),
        ("an hour ago", "%(count)s hours ago"),
        *TIMES,
    ),
    ("django", "naturaltime-past"): TIMES,
}
