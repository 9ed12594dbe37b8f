"""One thing asked for: a chip above the list."""

from dataclasses import dataclass
from functools import cached_property

from core import names
from discovery.wishes import labels
from discovery.wishes.fields import KINDS, NAMES, SINGLE, WORDS
from discovery.wishes.remarks import Remark
from tags import keys


@dataclass(frozen=True)
class Part:
    """`field` is one of `fields.ORDER`."""

    field: str
    value: str
    is_excluded: bool = False

    @cached_property
    def key(self) -> tuple[str, str]:
        """Alike in two parts that say the same, or the contrary."""
        if self.field in SINGLE:
            return self.field, ""
        if self.field in KINDS:
            return self.field, keys.of(self.field, self.value)
        is_spelled = self.field in (*NAMES, *WORDS)
        return self.field, names.tag_key(self.value) if is_spelled else self.value

    @property
    def is_in_box(self) -> bool:
        """Whether the search box shows it: chips of such parts say it a second time."""
        return self.field in ("q", "text")

    @property
    def said(self) -> Remark:
        return labels.of(self.field, self.value, is_excluded=self.is_excluded)

    @property
    def label(self) -> str:
        return str(self.said)

    @property
    def label_html(self):
        return self.said.as_html
