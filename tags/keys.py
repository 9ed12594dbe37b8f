"""What makes two names of a kind one tag."""

from core import names
from tags import relationships


def of(kind: str, name: str) -> str:
    return relationships.key(name) if kind == "relationship" else names.tag_key(name)
