"""What every part yields: one line of the table."""

from typing import NamedTuple


class Row(NamedTuple):
    name: str
    figure: str
    target: str  # empty where the figure is only for information
    ok: bool = True

    @property
    def verdict(self) -> str:
        if not self.target:
            return ""
        return "ok" if self.ok else "SHORT"

    @property
    def line(self) -> str:
        return " · ".join(word for word in (*self[:3], self.verdict) if word)


def at_most(name: str, number: float, target: float, unit: str = "") -> Row:
    figure = f"{number:,.1f}" if isinstance(number, float) else f"{number:,}"
    return Row(name, f"{figure} {unit}".strip(), f"≤ {target:,} {unit}".strip(), number <= target)
