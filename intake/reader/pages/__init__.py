"""Pages as people saved them: old home pages, exports of word processors, what a browser keeps.

html_reader.py is the door; the way of a page is `prepared` (its tags and words, with signs at all
that is not the story) → the sanitiser → `rows` → the reader of numbered lines.
"""
