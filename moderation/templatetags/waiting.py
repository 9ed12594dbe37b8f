"""What the admin's pages tell those who look after the archive: what waits, where to go, what was
decided. The thinking is in moderation/waiting.py, admin/rooms.py and admin/front_page.py."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from moderation import waiting
from moderation.admin import front_page
from moderation.admin.rooms import rooms_for

register = template.Library()


@register.simple_tag
def what_waits(user) -> list[waiting.Wait]:
    return waiting.first(user)


@register.simple_tag
def what_can_wait(user) -> list[waiting.Wait]:
    return waiting.later(user)


@register.simple_tag(takes_context=True)
def rooms(context):
    """The rooms of this person, and what is behind the scenes."""
    return rooms_for(context["request"])


@register.simple_tag
def last_decisions() -> list[front_page.Line]:
    return front_page.last_decisions()


@register.simple_tag
def numbers() -> dict[str, int]:
    return front_page.numbers()


@register.simple_tag
def labelled(headers: list[dict], cells: list[SafeString]) -> list[SafeString]:
    """The cells of a row of a list, each with the name of its column: where the screen is narrow
    there are no columns."""
    return [_labelled(header["text"], cell) for header, cell in zip(headers, cells, strict=False)]


def _labelled(label, cell: SafeString) -> SafeString:
    tag, rest = cell.split(" ", 1)
    if rest.startswith('class="action-checkbox"'):
        return cell
    return format_html('{} data-label="{}" {}', SafeString(tag), label, SafeString(rest))
