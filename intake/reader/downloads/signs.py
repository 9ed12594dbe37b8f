"""By what a download is known. Both answer the value of a `kinds.Kind`, or "" for anything else."""

from intake.reader.downloads.epub import package_of
from intake.reader.zipped import Zipped

FICHUB = "Exported with the assistance of"
INTRODUCTION = "introduction.xhtml"
# (all of these stand in the page, what it is)
PAGES = (
    (('id="preface"', 'class="toc-heading"', 'class="tags"', 'id="chapters"'), "ao3-html"),
    (('id="workskin"', "work meta group", 'class="rating tags"'), "ao3-html"),
    (("authorlink", 'name="section0001"', 'class="full"'), "fanficfare-html"),
    ((FICHUB, 'id="contents-list"', 'id="chap_1"'), "fichub-html"),
)


def kind_of_html(text: str) -> str:
    """`text`: the whole page."""
    plain = text.replace("'", '"')
    return next((kind for signs, kind in PAGES if all(sign in plain for sign in signs)), "")


def kind_of_epub(zipped: Zipped) -> str:
    """Raises Unreadable where the file is damaged."""
    _, package = package_of(zipped)
    if "fanficfare-uid:" in package:
        return "fanficfare-epub"
    if "Archive of Our Own<" in package:
        return "ao3-epub"
    return "fichub-epub" if _is_of_fichub(zipped) else ""


def _is_of_fichub(zipped: Zipped) -> bool:
    page = next((name for name in zipped.names if name.endswith(INTRODUCTION)), "")
    return bool(page) and FICHUB.encode() in zipped.read(page)
