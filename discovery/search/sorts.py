"""In which order a list stands. Each column has an index with the story's id as its last one."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from discovery.search import keys


@dataclass(frozen=True)
class Sort:
    """`column` of Listing ("" for what is reckoned from what is asked); most lists begin with the
    largest. `key` is how its values stand in an address."""

    name: str
    label: str | Promise
    column: str
    key: keys.Kind
    begins_with_largest: bool = True
    hearts: tuple[int, ...] = ()  # tags: where one is a story's heart, it comes first


SORTS = {
    sort.name: sort
    for sort in (
        Sort("updated", pgettext_lazy("sorted by", "Updated"), "revised_at", keys.MOMENT),
        Sort("published", pgettext_lazy("sorted by", "Published"), "published_at", keys.MOMENT),
        Sort("written", pgettext_lazy("sorted by", "Written"), "written", keys.NUMBER),
        Sort("thanks", pgettext_lazy("sorted by", "Thanks"), "kudos", keys.NUMBER),
        Sort("reviews", pgettext_lazy("sorted by", "Reviews"), "reviews", keys.NUMBER),
        Sort("kept", pgettext_lazy("sorted by", "Kept"), "kept", keys.NUMBER),
        Sort("words", pgettext_lazy("sorted by", "Words"), "words", keys.NUMBER),
        Sort("title", pgettext_lazy("sorted by", "Title"), "title_key", keys.TEXT, False),
        Sort("by", pgettext_lazy("sorted by", "Pen name"), "by_key", keys.TEXT, False),
        Sort("gems", pgettext_lazy("sorted by", "Hidden gems"), "gem", keys.FRACTION),
        Sort("relevance", pgettext_lazy("sorted by", "Relevance"), "", keys.NUMBER),
        Sort("mainly", pgettext_lazy("sorted by", "Mainly about this"), "", keys.MOMENT),
    )
}
DEFAULT = SORTS["updated"]
RELEVANCE = SORTS["relevance"]
MAINLY = SORTS["mainly"]
