"""What a story's page says of its passages. Nothing here asks the database where no passage is
wished for."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import ngettext

from core.html import located
from reviews.passages import beside
from reviews.wishes import wishes_for
from stories import drawing
from stories.gate import is_shut

register = template.Library()


@register.simple_tag(takes_context=True)
def ways_to_passages(context):
    """What the author invites readers to, of a published story that shows itself: Wished, or
    nothing."""
    story = context["story"]
    if context.get("is_preview") or not story.is_published or story.is_hidden:
        return None
    invites = wishes_for(story)
    is_inviting = (invites.passages or invites.corrections) and not invites.is_closed
    return invites if is_inviting else None


@register.simple_tag(takes_context=True)
def speaks_of_passages(context) -> bool:
    """Whether the page shows a passage that somebody spoke of, or how to speak of one."""
    threads = context.get("threads") or ()
    return bool(ways_to_passages(context)) or any(review.passage for review in threads)


@register.simple_tag(takes_context=True)
def text_with_passages(context, part):
    """A chapter's text, and behind each paragraph that readers spoke of, how many did."""
    story, chapter = context["story"], part.chapter
    kept = vars(story)
    if "spoken_of" not in kept:
        kept["spoken_of"] = beside.spoken_of([one.chapter for one in context["parts"]])
    anchors = kept["spoken_of"].get(chapter.pk, [])
    html = part.html
    if anchors:
        numbers = beside.by_blocks(anchors, located(html))
        html = beside.with_marks(html, numbers, lambda n, block: _mark(context, part, n, block))
    return drawing.drawn(html, story=story, chapter=chapter)


@register.simple_tag(takes_context=True)
def may_quote(context):
    """Whether words of the story may stand here: not before its adult gate."""
    story = context.get("story")
    request = context.get("request")
    return story is None or request is None or not is_shut(request, story)


def _mark(context, part, n: int, block: int) -> str:
    asked = {"chapter": part.chapter.pk, "block": block}
    if context.get("carry"):
        asked["view_adult"] = "true"
    address = f"{reverse('passages', args=[context['story'].pk])}?{urlencode(asked)}"
    sentence = ngettext("%(n)s about this paragraph", "%(n)s about this paragraph", n) % {"n": n}
    return format_html(
        '<p class="beside ui" {}><a href="{}" rel="nofollow">{}</a></p>',
        drawing.interface(), address, sentence,
    )  # fmt: skip
