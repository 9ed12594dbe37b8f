"""In which order the threads of a story stand. Each order is that of an index, so that a page goes
on from a key and costs the same wherever it is."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import BooleanField, F, Func, Value
from django.db.models.lookups import GreaterThan, LessThan

DIGITS = 18  # of a number in an address; a bigint has no more for certain


class Row(Func):
    """ROW(a, b): compared column by column, as an index of both is ordered."""

    function = "ROW"
    output_field = BooleanField()


@dataclass(frozen=True)
class Sort:
    """`columns` tell the threads apart; all of them go the same way."""

    name: str  # in addresses
    columns: tuple[str, ...]
    goes_up: bool = False

    @property
    def order(self) -> list[str]:
        return [column if self.goes_up else f"-{column}" for column in self.columns]

    def after(self, roots, mark: str):
        """What stands after the thread with this mark; all of it where it is none."""
        values = self.values(mark)
        if values is None:
            return roots
        compared: Callable = GreaterThan if self.goes_up else LessThan
        columns = Row(*(F(column) for column in self.columns))
        return roots.filter(compared(columns, Row(*(Value(value) for value in values))))

    def values(self, mark: str) -> list[int] | None:
        numbers = mark.split("-")
        if len(numbers) != len(self.columns) or not all(map(is_number, numbers)):
            return None
        return [int(number[:DIGITS]) for number in numbers]

    def key(self, root) -> tuple:
        return tuple(getattr(root, column) for column in self.columns)

    def mark(self, root) -> str:
        return "-".join(map(str, self.key(root)))

    def sorted(self, roots) -> list:
        return sorted(roots, key=self.key, reverse=not self.goes_up)


NEWEST = Sort("newest", ("pk",))
OLDEST = Sort("oldest", ("pk",), goes_up=True)
ANSWERED = Sort("answered", ("answer_count", "pk"))

SORTS = {sort.name: sort for sort in (NEWEST, OLDEST, ANSWERED)}


def is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal()
