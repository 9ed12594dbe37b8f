"""What an edit changed, in full: everything that one side of it says, with the names of today."""

from django.utils.html import format_html_join
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from tags.models import Medium, Tag

FIELDS = ("name", "is_official", "synonym_of_id", "is_filterable", "about", "looked_at")
LINKS = {
    "parents": _("stands under"),
    "fandoms": _("of the fandom"),
    "characters": _("with the character"),
    "media": _("of the medium"),
}


def in_full(side: dict) -> str:
    """Line by line."""
    tags = Tag.objects.in_bulk(_keys_of_tags(side))
    media = Medium.objects.in_bulk({high for _low, high in side.get("media", [])})
    said = []
    for key, fields in side.get("tags", {}).items():
        for name in FIELDS:
            if name in fields:
                label, value = Tag._meta.get_field(name).verbose_name, fields[name]
                of_value = tags.get(value, "—") if name == "synonym_of_id" else _plain(value)
                said.append((tags.get(int(key), key), label, of_value))
    for name, label in LINKS.items():
        uppers = media if name == "media" else tags
        said += [
            (tags.get(low, low), label, uppers.get(high, high)) for low, high in side.get(name, [])
        ]
    return format_html_join("\n", "<bdi>{}</bdi> · {}: <bdi>{}</bdi>", said) or "—"


def _keys_of_tags(side: dict) -> set[int]:
    of_fields = side.get("tags", {})
    keys = {int(key) for key in of_fields}
    keys |= {
        fields["synonym_of_id"] for fields in of_fields.values() if fields.get("synonym_of_id")
    }
    for name in LINKS:
        keys |= {low for low, _high in side.get(name, [])}
        keys |= {high for _low, high in side.get(name, []) if name != "media"}
    return keys


def _plain(value) -> str:
    if isinstance(value, bool):
        return __("yes") if value else __("no")
    return str(value or "—")
