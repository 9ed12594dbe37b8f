"""The same manuscript some lines further down, as a part of a longer document."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from intake.reader.manuscript import (
    Credit,
    HeaderLine,
    Manuscript,
    ReportLine,
    Suggestion,
    Written,
)

NUMBERED = (Credit, HeaderLine, ReportLine, Suggestion, Written)  # they have one line


def shifted[T](part: T, by: int) -> T:
    """Line 0 and (0, 0) are nowhere, and stay there."""
    if isinstance(part, tuple):
        return tuple(shifted(one, by) for one in part)  # type: ignore[return-value]
    if not is_dataclass(part) or isinstance(part, type):
        return part
    changes: dict[str, Any] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if field.name == "lines":
            changes["lines"] = tuple(number + by if number else 0 for number in value)
        elif field.name == "line" and isinstance(part, NUMBERED):
            changes["line"] = value + by if value else 0
        elif isinstance(part, Manuscript) or isinstance(value, tuple) or is_dataclass(value):
            changes[field.name] = shifted(value, by) if field.name != "part" else value
    return replace(part, **changes)  # type: ignore[type-var]
