from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from discovery.wishes import box, fields, ranges
from discovery.wishes.part import Part
from discovery.wishes.remarks import Remark
from tags.forms import quoted

SAFE = ",/:<>"  # characters that stand in our addresses as they are


@dataclass(frozen=True)
class Wish:
    """What a reader asks of a list. `asked` has each thing once, in the order of addresses: make
    wishes by `read`, `of`, `including` and their neighbours. `page_key` is where the page begins
    (`after` or `before` it); whatever else is changed leads to the first page."""

    asked: tuple[Part, ...] = ()
    any: bool = False  # at least one of the tags, not all
    sort: str = ""
    is_reversed: bool = False
    after: str = ""
    before: str = ""
    looks_past: bool = False  # the reader's own exclusions
    ignored: tuple[Remark, ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, parts: Iterable[Part], **rest) -> "Wish":
        """The last word counts where one part says what another did."""
        parts = list(parts)
        if any(part.field == "text" for part in parts):
            parts = [replace(part, field="text") if part.is_in_box else part for part in parts]
        by_key: dict[tuple[str, str], Part] = {}
        for part in parts:
            known = by_key.setdefault(part.key, part)
            if known.is_excluded != part.is_excluded or part.field in fields.SINGLE:
                by_key[part.key] = part
        return cls(asked=tuple(sorted(by_key.values(), key=_place)), **rest)

    def __bool__(self):
        """Whether it narrows the list."""
        return bool(self.asked)

    @property
    def page_key(self) -> str:
        return self.after or self.before

    @property
    def in_text(self) -> bool:
        return any(part.field == "text" for part in self.asked)

    @property
    def in_box(self) -> str:
        """What the search box shows: free words. All else became chips."""
        return " ".join(_typed(part) for part in self.asked if part.is_in_box)

    def values(self, field: str, *, is_excluded: bool = False) -> list[str]:
        return [
            part.value
            for part in self.asked
            if part.field == field and part.is_excluded == is_excluded
        ]

    # Changes

    def with_parts(self, parts: Iterable[Part]) -> "Wish":
        """The same list with other parts, from its first page."""
        rest = {"any": self.any, "sort": self.sort, "is_reversed": self.is_reversed}
        return Wish.of(parts, looks_past=self.looks_past, **rest)

    def without(self, part: Part) -> "Wish":
        return self.with_parts(other for other in self.asked if other != part)

    def replacing(self, part: Part, name: str) -> "Wish":
        """With another name in the place of one."""
        others = [other for other in self.asked if other != part]
        return self.with_parts([*others, replace(part, value=name)])

    def including(self, kind: str, name: str) -> "Wish":
        return self.with_parts([*self.asked, Part(kind, name)])

    def excluding(self, kind: str, name: str) -> "Wish":
        return self.with_parts([*self.asked, Part(kind, name, is_excluded=True)])

    def in_the_text(self) -> "Wish":
        """The same with its free words looked for in the chapters."""
        return self.with_parts(
            replace(part, field="text") if part.is_in_box else part for part in self.asked
        )

    def under(self, base: "Wish") -> "Wish":
        """The same among what `base` asks for: of the list of one tag, that of all stories. What is
        said against the base is not heard."""
        theirs = {part.key for part in base.asked}
        own = [part for part in self.asked if part.key not in theirs]
        return self.with_parts([*base.asked, *own])

    # Address

    def address(self, **changes) -> str:
        """The query string, always in the same order, without what is empty."""
        wish = self
        if changes:
            if not {"after", "before"} & changes.keys():
                changes |= {"after": "", "before": ""}
            wish = replace(self, **changes)
        return urlencode(wish.pairs(), safe=SAFE)

    def pairs(self) -> list[tuple[str, str]]:
        """[(name, value)] of the address; for a form, of its hidden fields."""
        pairs: list[tuple[str, str]] = []
        for name in fields.ORDER:
            if name == "text":
                continue
            if name in fields.RANGES:
                pairs += self._range(name)
            else:
                pairs += self._listed(name)
        pairs += [("in", "text")] if self.in_text else []
        pairs += [("match", "any")] if self.any else []
        pairs += [("sort", self.sort)] if self.sort else []
        pairs += [("order", "reversed")] if self.is_reversed else []
        pairs += [("exclusions", "off")] if self.looks_past else []
        pairs += [("after", self.after)] if self.after else []
        pairs += [("before", self.before)] if self.before else []
        return pairs

    def _listed(self, name: str) -> list[tuple[str, str]]:
        if name == "q":
            return [("q", self.in_box)] if self.in_box else []
        pairs = []
        for is_excluded in (False, True):
            values = self.values(name, is_excluded=is_excluded)
            parameter = f"not-{name}" if is_excluded else name
            if name in fields.NAMES and values:
                pairs.append((parameter, ",".join(map(quoted, values))))
            else:
                pairs += [(parameter, value) for value in values]
        return pairs

    def _range(self, name: str) -> list[tuple[str, str]]:
        values = self.values(name)
        if not values:
            return []
        start, stop = ranges.ends(values[0])
        return [(f"{name}-{way}", end) for way, end in (("from", start), ("to", stop)) if end]


def _place(part: Part) -> tuple[int, bool]:
    """Words stand as they were typed; of all else what is kept out comes last."""
    return fields.ORDER.index(part.field), part.is_excluded and not part.is_in_box


def _typed(part: Part) -> str:
    """As the box reads it back."""
    text = part.value if box.is_a_word(part.value) else f'"{part.value}"'
    return f"-{text}" if part.is_excluded else text
