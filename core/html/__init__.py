"""The one sanitiser: every text that people write or bring comes in through here.

`VERSION` is stored with each text, so that a better one can be run over what an older one made.
"""

from core.html.blocks import blocks
from core.html.located import Located, located
from core.html.sanitise import VERSION, clean, clean_text, laid_out
from core.html.tags import escape_false_tags, true_tags
from core.html.text import excerpt, visible_text
from core.html.textarea import to_textarea

__all__ = [
    "VERSION",
    "Located",
    "blocks",
    "clean",
    "clean_text",
    "escape_false_tags",
    "excerpt",
    "laid_out",
    "located",
    "to_textarea",
    "true_tags",
    "visible_text",
]
