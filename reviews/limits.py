"""How long, how often, how soon."""

LENGTH = 10_000  # characters, as they are typed
STORED = 60_000  # characters of HTML, in which “&” has five
GUEST_NAME = 100  # characters
EDIT_MINUTES = 15
WORDINGS = 20  # of a review: so often it can be changed
QUOTED = 2_000  # characters of HTML of an answered review, in the answer's box
REPEAT_MINUTES = 10  # the same words again within this time are the same review

THREADS = 25  # a page
LEVELS = 6  # of answers on a page; deeper ones stand on a page of their own
INDENTED = 4  # levels; below them an answer names whom it answers

GUEST = {"at_most": 5, "seconds": 600}  # reviews of an address
MEMBER = {"at_most": 20, "seconds": 600}

HASTE_SECONDS = 3  # nobody reads a form and fills it in less
STALE_SECONDS = 2 * 24 * 3600

CORRECTIONS = {"at_most": 30, "seconds": 3600}  # of a member

ASKING = {"at_most": 10, "seconds": 86_400}  # friends to read first, by one author
WAITING = 20  # reviews a page, of those that wait for one's word
