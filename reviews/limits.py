"""How long, how often, how soon."""

from core.limits import Pace

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

PACE = Pace(account=(20, 600), young=(3, 900), address=(5, 600))  # of reviews
REPEATED_MINUTES = 60  # the same words elsewhere within this time are a flood
REPEATED_LETTERS = 40  # shorter ones are often said: “I loved this chapter!”
LINKS = 1  # of a guest or a young account; none in a guest's first

HASTE_SECONDS = 3  # nobody reads a form and fills it in less
STALE_SECONDS = 2 * 24 * 3600

CORRECTIONS = Pace(account=(30, 3600), young=(10, 3600))

ASKING = {"at_most": 10, "seconds": 86_400}  # friends to read first, by one author
WAITING = 20  # reviews a page, of those that wait for one's word

KUDOS = Pace(account=(60, 3600), address=(30, 3600))
READS = {"at_most": 600, "seconds": 3600}  # counted of an address; what is beyond is not
FIGURES = 50  # names, or ratings from elsewhere, a page of a story's figures
