"""The language of lists: what a reader asks for, as an address, as words in the search box, as
chips, and as the ids and numbers that discovery/search reads.

    wish = read(request.GET)            # never fails; `wish.ignored` says what was not understood
    wish.asked                          # a chip each
    wish.excluding("freeform", "Angst").address()
    resolve(wish, user).criteria        # names become ids

Reading and writing an address asks no database.
"""

from discovery.wishes.part import Part
from discovery.wishes.reading import read
from discovery.wishes.remarks import Remark
from discovery.wishes.resolving import Resolved, Unknown, resolve
from discovery.wishes.wish import Wish

__all__ = ["Part", "Remark", "Resolved", "Unknown", "Wish", "read", "resolve"]
