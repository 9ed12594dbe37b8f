"""The accessibility tree: the page as a screen reader has it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import urldefrag

CONTROLS = {"link", "button", "textbox", "searchbox", "checkbox", "radio", "combobox", "listbox"}
CONTROLS |= {"spinbutton", "DisclosureTriangle"}
ONCE = {"main": (1, 1), "banner": (0, 1), "contentinfo": (0, 1)}  # at least, at most
# A link's name is read together with what it stands in (WCAG 2.4.4).
SURROUNDINGS = {"article", "listitem", "row", "navigation", "main", "banner", "contentinfo", "form"}


@dataclass
class Node:
    role: str
    name: str = ""
    description: str = ""
    properties: dict = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)

    def __iter__(self) -> Iterator["Node"]:
        """Itself and all in it, in the order in which they are read."""
        yield self
        for child in self.children:
            yield from child

    def all(self, *roles: str) -> list["Node"]:
        return [node for node in self if node.role in roles]

    def one(self, role: str, name: str | None = None) -> "Node":
        found = [node for node in self.all(role) if name is None or node.name == name]
        assert len(found) == 1, (role, name, [node.name for node in self.all(role)])
        return found[0]

    @property
    def level(self) -> int:
        return self.properties.get("level", 0)

    def said(self) -> list[str]:
        """What is read, in order: each text, each separator, each heading with its level."""
        lines = []
        for node in self:
            if node.role == "StaticText" and node.name.strip():
                lines.append(node.name.strip())
            elif node.role in ("heading", "separator", "figure", "image"):
                lines.append(f"[{node.role}{node.level or ''}]")
        return lines


def of(visitor, selector: str = "") -> Node:
    """Of the whole page, or of the one element that `selector` finds."""
    session = visitor.context.new_cdp_session(visitor.page)
    rows = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {row["nodeId"]: row for row in rows}
    root = rows[0]
    if selector:
        document = session.send("DOM.getDocument")["root"]["nodeId"]
        found = session.send("DOM.querySelector", {"nodeId": document, "selector": selector})
        number = session.send("DOM.describeNode", {"nodeId": found["nodeId"]})
        backend = number["node"]["backendNodeId"]
        root = next(row for row in rows if row.get("backendDOMNodeId") == backend)
    session.detach()
    return _nodes(root, by_id)[0]


def _nodes(row, by_id) -> list[Node]:
    """What is ignored gives way to what is in it."""
    rows = [by_id[child] for child in row.get("childIds", []) if child in by_id]
    children = [node for child in rows for node in _nodes(child, by_id)]
    if row.get("ignored") or row["role"]["value"] in ("none", "generic", "InlineTextBox"):
        return children
    properties = {one["name"]: one["value"].get("value") for one in row.get("properties", [])}
    return [
        Node(
            row["role"]["value"],
            row.get("name", {}).get("value", ""),
            row.get("description", {}).get("value", ""),
            properties,
            children,
        )
    ]


def strange(visitor) -> list[str]:
    """What a screen reader's user would stumble over on any page."""
    page = of(visitor)
    return [
        *(
            f"{len(page.all(role))} × {role}"
            for role, (least, most) in ONCE.items()
            if not least <= len(page.all(role)) <= most
        ),
        *(f"no name: {node.role}" for node in page if node.role in CONTROLS and not node.name),
        *unclear_ways(page),
        *steps_left_out(page),
        *one_name_for_two(page),
    ]


def unclear_ways(page: Node) -> list[str]:
    names = Counter(node.name for node in page.all("navigation"))
    return [
        f"{count} × navigation “{name}”" for name, count in names.items() if count > 1 or not name
    ]


def steps_left_out(page: Node) -> list[str]:
    levels = [heading.level for heading in page.all("heading")]
    found = [] if levels.count(1) == 1 and levels[0] == 1 else [f"not one heading 1: {levels}"]
    steps = [(low, high) for low, high in pairwise(levels) if high > low + 1]
    return found + [f"heading {high} under {low}" for low, high in steps]


def one_name_for_two(page: Node) -> list[str]:
    targets: dict[tuple, set[str]] = defaultdict(set)

    def look(node: Node, surroundings: int) -> None:
        if node.role == "link":
            targets[surroundings, node.name].add(urldefrag(node.properties.get("url", ""))[0])
        for child in node.children:
            look(child, id(node) if node.role in SURROUNDINGS else surroundings)

    look(page, 0)
    return [
        f"“{name}” leads to {sorted(urls)}" for (_, name), urls in targets.items() if len(urls) > 1
    ]
