"""What stands in an .odt beside what pandoc tells: alignment, changes, comments, text boxes.

Names of elements: OpenDocument 1.3, part 3.
"""

from intake.reader.document import Document
from intake.reader.manuscript import Manuscript
from intake.reader.office.pandoc import convert
from intake.reader.office.parts import Attributes, Paragraphs, resolved
from intake.reader.office.reading import manuscript
from intake.reader.office.report import Aside
from intake.reader.zipped import Zipped

BODY, STYLES = "content.xml", "styles.xml"
XML = (".xml", ".rdf")
SIDES = {"center": "center", "right": "right", "end": "right", "left": "", "start": ""}


def read(document: Document, *, thoughts: bool) -> Manuscript:
    zipped = Zipped(document.data)
    zipped.inspect(xml=XML)
    told = convert(document.data, "odt+empty_paragraphs")
    return manuscript(told, aside(zipped), thoughts=thoughts)


def aside(zipped: Zipped) -> Aside:
    styles = _Styles()
    for name in (STYLES, BODY):
        if name in zipped:
            styles.read(zipped.read(name))
    body = _Body(resolved(styles.own, styles.parents))
    if BODY in zipped:
        body.read(zipped.read(BODY))
    return Aside(
        aligned=tuple(body.aligned),
        lines=tuple(body.lines),
        comments=body.comments,
        deletions=body.deletions,
        insertions=body.insertions,
        margins=tuple(dict.fromkeys(styles.lines)),
        images=body.images,
    )


class _Text(Paragraphs):
    def text(self, words: str) -> None:
        self.put(words)

    def start_p(self, attributes: Attributes) -> None:
        self.begin(attributes.get("style-name", ""))

    start_h = start_p

    def end_p(self) -> None:
        self.finish()

    end_h = end_p

    def start_tab(self, _attributes: Attributes) -> None:
        self.put(" ")

    start_s = start_line_break = start_tab


class _Body(_Text):
    def __init__(self, sides: dict[str, str]) -> None:
        super().__init__(sides)
        self.comments = self.insertions = self.deletions = 0

    def start_tracked_changes(self, _attributes: Attributes) -> None:
        self.hide()

    start_note_citation = start_tracked_changes

    def end_tracked_changes(self) -> None:
        self.show()

    end_note_citation = end_annotation = end_tracked_changes

    def start_annotation(self, _attributes: Attributes) -> None:
        self.hide()
        self.comments += 1

    def start_insertion(self, _attributes: Attributes) -> None:
        self.insertions += 1

    def start_deletion(self, _attributes: Attributes) -> None:
        self.deletions += 1

    def start_image(self, _attributes: Attributes) -> None:
        self.images += 1


class _Styles(_Text):
    """Of both parts that have any; `lines` are those of headers and footers."""

    def __init__(self) -> None:
        super().__init__({})
        self.own: dict[str, str] = {}
        self.parents: dict[str, str] = {}
        self._style = ""

    def start_style(self, attributes: Attributes) -> None:
        self._style = attributes.get("name", "")
        if parent := attributes.get("parent-style-name"):
            self.parents[self._style] = parent

    def start_paragraph_properties(self, attributes: Attributes) -> None:
        if "text-align" in attributes:
            self.own[self._style] = SIDES.get(attributes["text-align"], "")

    def start_body(self, _attributes: Attributes) -> None:
        self.hide()
