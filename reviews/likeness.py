"""By what reviews of one wave of spam hang together: their words, where they link to, whence they
came. What two reviews share here was not said by chance, and each is found by an index."""

import re
import unicodedata
from collections.abc import Iterator
from hashlib import blake2b
from ipaddress import ip_network
from typing import Any

from django.conf import settings

from core import html as sanitiser
from core import limits, names, plain_letters
from core.html.tags import tokens

LINKS = 20  # of one review
HOST = 253  # characters
WIDTHS = {4: 24, 6: 48}  # bits of an address: what one house, or one hired machine room, has

# A host with a scheme or “www.”, as it is written in the words; what follows belongs to the link.
LINK = re.compile(
    r"(?:\b(?:https?|ftp)://|\bwww\.)[^\s<>\"'“”‘’«»()\[\]]+", re.IGNORECASE
)  # fmt: skip
HOST_OF = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#@\s]*@)?([^/?#:\s]+)", re.IGNORECASE)
AROUND = ".,;!?…'*_~"  # of a sentence, not of a host

# Letters of other scripts that pass for Latin ones. Only ever compared, never shown.
LOOKALIKES = str.maketrans("авеикмнорстухѕіјԁԛԝαβεικνορτυχω", "abeukmhopctyxsijdqwabeikvoptuxw")


def of_words(html: str) -> dict[str, Any]:
    """The columns of a review that tell of its words."""
    return {"fingerprint": fingerprint(html), "links": links(html)}


def fingerprint(html: str) -> int:
    """Of what it says, 64 bits with a sign: without regard to case, width, accents, spaces, marks
    that nobody sees, letters that only look like others, and the links. Where no letter and no
    digit is left, of whatever is there."""
    words = sanitiser.visible_text(html)
    said = _bare(LINK.sub(" ", words)) or "".join(words.split()) + " ".join(links(html))
    return int.from_bytes(blake2b(said.encode(), digest_size=8).digest(), signed=True)


def links(html: str) -> list[str]:
    """The hosts that it leads to or names as a link, in small letters and without “www.”, each
    once."""
    hosts: dict[str, None] = {}
    for address in _addresses(html):
        match = HOST_OF.match(address)
        if match and (host := match[1].lower().strip(AROUND).removeprefix("www.")):
            hosts[host[:HOST]] = None
    return list(hosts)[:LINKS]


def network(request) -> str:
    """A key of the part of the net from which the visitor comes: the same for her neighbours, and
    nothing that an address could be read from without the archive's secret. Empty where she comes
    from nowhere that has a number."""
    try:
        address = ip_network(limits.address(request), strict=False)
    except ValueError:
        return ""
    place = address.supernet(new_prefix=min(WIDTHS[address.version], address.prefixlen))
    key = settings.SECRET_KEY.encode()[:64]
    digest = blake2b(str(place).encode(), key=key, person=b"network", digest_size=16)
    return digest.hexdigest()


def _bare(words: str) -> str:
    letters = names.tag_key(plain_letters.plain(words)).translate(LOOKALIKES)
    return "".join(one for one in letters if unicodedata.category(one)[0] in "LNM")


def _addresses(html: str) -> Iterator[str]:
    for token in tokens(html):
        if token.kind == "start" and token.name == "a":
            yield token.attributes.get("href", "")
    for match in LINK.finditer(sanitiser.visible_text(html)):
        yield match[0] if "//" in match[0] else f"//{match[0]}"
