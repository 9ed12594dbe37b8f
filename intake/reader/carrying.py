"""A whole manuscript as bytes and back: what another process read is carried over to this one.

JSON, compressed; `Manuscript.to_json` is for people and leaves things out, this does not.
"""

import json
import zlib
from dataclasses import fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from intake.reader.manuscript import Manuscript


def packed(manuscript: Manuscript) -> bytes:
    return zlib.compress(json.dumps(_plain(manuscript), ensure_ascii=False).encode(), 6)


def unpacked(data: bytes) -> Manuscript:
    """Only for what `packed` made: our own rows, our own processes."""
    found: Manuscript = _typed(Manuscript, json.loads(zlib.decompress(data)))
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _typed(kind: Any, value: Any) -> Any:
    """`value` as the annotation `kind` says; keys that are missing take their default."""
    if get_origin(kind) is UnionType:
        kind = next(one for one in get_args(kind) if one is not NoneType)
    if value is None:
        return None
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if inner[-1] is Ellipsis:
            return tuple(_typed(inner[0], one) for one in value)
        return tuple(_typed(one, each) for one, each in zip(inner, value, strict=True))
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{name: _typed(hints[name], one) for name, one in value.items()})
    return date.fromisoformat(value) if kind is date else value
