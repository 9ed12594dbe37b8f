"""What stands in a .docx beside what pandoc tells: alignment, changes, comments, text boxes.

Names of elements: ECMA-376 part 1, WordprocessingML.
"""

from intake.reader.document import Document
from intake.reader.manuscript import Manuscript
from intake.reader.office.pandoc import convert
from intake.reader.office.parts import Attributes, Paragraphs, Part, resolved
from intake.reader.office.reading import manuscript
from intake.reader.office.report import Aside
from intake.reader.zipped import Zipped

BODY, STYLES, COMMENTS = "word/document.xml", "word/styles.xml", "word/comments.xml"
MARGINS = ("word/header", "word/footer")
XML = (".xml", ".rels")
SIDES = {"center": "center", "right": "right", "end": "right", "left": "", "both": "", "start": ""}


def read(document: Document, *, thoughts: bool) -> Manuscript:
    zipped = Zipped(document.data)
    zipped.inspect(xml=XML)
    told = convert(document.data, "docx+styles+empty_paragraphs")
    return manuscript(told, aside(zipped), thoughts=thoughts)


def aside(zipped: Zipped) -> Aside:
    if BODY not in zipped:  # named otherwise, which the standard allows and hardly anybody does
        return Aside()
    body = _Body(_sides(zipped))
    body.read(zipped.read(BODY))
    return Aside(
        aligned=tuple(body.aligned),
        lines=tuple(body.lines),
        comments=_comments(zipped),
        deletions=body.deletions,
        insertions=body.insertions,
        margins=tuple(_margins(zipped)),
        images=body.images,
    )


def _sides(zipped: Zipped) -> dict[str, str]:
    styles = _Styles()
    if STYLES in zipped:
        styles.read(zipped.read(STYLES))
    return resolved(styles.own, styles.parents)


def _comments(zipped: Zipped) -> int:
    comments = _Comments()
    if COMMENTS in zipped:
        comments.read(zipped.read(COMMENTS))
    return comments.count


def _margins(zipped: Zipped) -> list[str]:
    """The lines of headers and footers, each once: every page of a kind has its own part."""
    lines: dict[str, None] = {}
    for name in zipped.names:
        if name.startswith(MARGINS):
            part = _Body({})
            part.read(zipped.read(name))
            lines |= dict.fromkeys(part.lines)
    return list(lines)


class _Body(Paragraphs):
    def __init__(self, sides: dict[str, str]) -> None:
        super().__init__(sides)
        self.insertions = self.deletions = 0

    def text(self, words: str) -> None:
        if self.open[-1] == "t":
            self.put(words)

    def start_p(self, _attributes: Attributes) -> None:
        self.begin("")

    def end_p(self) -> None:
        self.finish()

    def start_pstyle(self, attributes: Attributes) -> None:
        if self._side:
            self._side[-1] = self.sides.get(attributes.get("val", ""), "")

    def start_jc(self, attributes: Attributes) -> None:
        if self._side and self.parent == "pPr":
            self._side[-1] = SIDES.get(attributes.get("val", ""), "")

    def start_tab(self, _attributes: Attributes) -> None:
        self.put(" ")

    start_br = start_cr = start_tab

    def start_nobreakhyphen(self, _attributes: Attributes) -> None:
        self.put("‑")

    def start_softhyphen(self, _attributes: Attributes) -> None:
        self.put("\u00ad")

    def start_fallback(self, _attributes: Attributes) -> None:
        self.hide()

    start_movefrom = start_fallback

    def end_fallback(self) -> None:
        self.show()

    end_movefrom = end_fallback

    def start_ins(self, _attributes: Attributes) -> None:
        self.insertions += self._is_of_text()

    def start_del(self, _attributes: Attributes) -> None:
        self.deletions += self._is_of_text()

    def _is_of_text(self) -> bool:
        """Not of a paragraph's mark or a row of a table."""
        return not self.parent.endswith("Pr")

    def start_blip(self, _attributes: Attributes) -> None:
        self.images += not self._hidden

    start_imagedata = start_blip


class _Styles(Part):
    def __init__(self) -> None:
        super().__init__()
        self.own: dict[str, str] = {}
        self.parents: dict[str, str] = {}
        self._style = ""

    def start_style(self, attributes: Attributes) -> None:
        self._style = attributes.get("styleId", "")

    def start_basedon(self, attributes: Attributes) -> None:
        self.parents[self._style] = attributes.get("val", "")

    def start_jc(self, attributes: Attributes) -> None:
        self.own[self._style] = SIDES.get(attributes.get("val", ""), "")


class _Comments(Part):
    count = 0

    def start_comment(self, _attributes: Attributes) -> None:
        self.count += 1
