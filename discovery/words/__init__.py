"""Searching by words: how what somebody types finds what stands on a card or in a chapter.

* `tsquery(words)` is the text of a tsquery for `StoryWords.vector`, or with the field "text" for
  `TextPiece.vector`; `queries` are those of several, with what else finds them.
* `said(words)` leaves out what does not narrow a list.
* `snippets(ids, words, user)` shows for the stories of a page where in the text they were found.
* `indexing.refresh(story_ids)` keeps both tables as readers see the stories; the worker calls it.
"""

from discovery.words.asking import Query, queries, said, tsquery
from discovery.words.passages import snippets

__all__ = ["Query", "queries", "said", "snippets", "tsquery"]
