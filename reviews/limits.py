"""How long, how often, how soon."""

LENGTH = 10_000  # characters of HTML
GUEST_NAME = 100  # characters
EDIT_MINUTES = 15
REPEAT_MINUTES = 10  # the same words again within this time are the same review

THREADS = 25  # a page
LEVELS = 6  # of answers on a page; deeper ones stand on a page of their own

GUEST = {"at_most": 5, "seconds": 600}  # reviews of an address
MEMBER = {"at_most": 20, "seconds": 600}

HASTE_SECONDS = 3  # nobody reads a form and fills it in less
STALE_SECONDS = 2 * 24 * 3600
