"""What stands at the top of a text: paragraphs, lists, scene breaks."""

from core.html.tags import VOID, tokens


def blocks(html: str) -> list[str]:
    """The elements at the top of sanitised HTML; joined by line ends they are it."""
    found: list[str] = []
    block: list[str] = []
    depth = 0
    for kind, source, name, _attributes in tokens(html):
        if kind == "start":
            if not depth and block:
                found.append("".join(block))
                block = []
            depth += name not in VOID
        elif kind == "end":
            depth = max(depth - 1, 0)
        block.append(source)
    found.append("".join(block))
    return [bare for one in found if (bare := one.strip("\n"))]
