"""Stories as other archives and their readers' tools hand them out, read exactly: each element has
one known meaning, so nothing is guessed. What an element of theirs is to us stands in the modules;
`sheet` sees to it that every word goes to one place, and what nobody asked for to the report.

The shapes: facts of the archives' own templates, of FanFicFare 4.62 and of FicHub's exports.
"""

from intake.reader.downloads.signs import kind_of_epub, kind_of_html

__all__ = ["kind_of_epub", "kind_of_html"]
