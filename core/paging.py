"""Pages by key: page 1,000 costs what page 2 costs, and nothing is skipped or shown twice."""

from dataclasses import dataclass, field

PAGE = 20  # rows


@dataclass
class Page:
    rows: list = field(default_factory=list)
    older: str = ""
    is_first: bool = True

    def __iter__(self):
        return iter(self.rows)

    def __bool__(self):
        return bool(self.rows)


def page_by_key(rows, request, *, key: str = "-pk", size: int = PAGE, word: str = "before") -> Page:
    """One page of a queryset by a unique integer column: newest first by "-pk", oldest by "pk".

    The address says `?before=<key of the last row shown>`, or another `word`.
    """
    column = key.lstrip("-")
    before = request.GET.get(word, "")
    is_first = not before.isdecimal()
    if not is_first:
        beyond = "lt" if key.startswith("-") else "gt"
        rows = rows.filter(**{f"{column}__{beyond}": int(before[:18])})
    found = list(rows.order_by(key)[: size + 1])
    older = str(getattr(found[size - 1], column)) if len(found) > size else ""
    return Page(found[:size], older, is_first)
