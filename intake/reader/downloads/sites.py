"""The archives that a story may have been in before, by the addresses of its pages there."""

import re
from urllib.parse import urlsplit

from intake.reader.manuscript import Origin

# (host, the story's number in the path, our name of the archive, what readers call it)
SITES = (
    ("archiveofourown.org", r"/works/(\d+)", "ao3", "Archive of Our Own"),
    ("archiveofourown.com", r"/works/(\d+)", "ao3", "Archive of Our Own"),
    ("ao3.org", r"/works/(\d+)", "ao3", "Archive of Our Own"),
    ("fanfiction.net", r"/s/(\d+)", "ffn", "FanFiction.net"),
    ("fictionpress.com", r"/s/(\d+)", "fictionpress", "FictionPress"),
)
PREFIX = re.compile(r"(?:www|m|download|beta)\.")
LONGEST = 200  # characters of an address
UID = re.compile(r"fanficfare-uid:([^\s<]{1,100}?)-u[^\s<]{0,100}?-s([\w.-]{1,60})")
ELSEWHERE = re.compile(r"/(?:works|s|story|stories)/(\d+)|[?&](?:sid|story|psid)=(\d+)")


def origin_of(address: str) -> Origin | None:
    """Of a story's page in an archive that we know: "https://archiveofourown.org/works/12/chapters/3"
    is ao3:12."""
    host, path = _apart(address)
    for known, pattern, site, _name in SITES:
        if host == known and (found := re.search(pattern, path)):
            return Origin(site, found[1], address[:LONGEST])
    return None


def origin_anywhere(address: str, identifier: str = "") -> Origin | None:
    """Of a story from one of FanFicFare's sites; `identifier` is what it wrote into an EPUB."""
    if known := origin_of(address):
        return known
    if told := UID.search(identifier):
        return Origin(PREFIX.sub("", told[1], count=1), told[2], address[:LONGEST])
    host, path = _apart(address)
    found = ELSEWHERE.search(path)
    return Origin(host, found[1] or found[2], address[:LONGEST]) if host and found else None


def name_of(address: str) -> str:
    host, _path = _apart(address)
    return next((name for known, _, _, name in SITES if host == known), host)


def _apart(address: str) -> tuple[str, str]:
    """(host, path and query)."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return "", ""
    path = f"{parts.path}?{parts.query}"
    return PREFIX.sub("", (parts.netloc or "").lower(), count=1), path
