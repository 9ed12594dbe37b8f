"""Labels as hurried hands typed them: "Tilte", "Raiting", "Sumary". Only slips of one letter in
words that stand in nearly every header, and none that is a word of its own."""

LABELS = {
    "title": "title",
    "author": "author",
    "rating": "rating",
    "summary": "summary",
    "disclaimer": "disclaimer",
    "disclaimers": "disclaimer",
    "pairing": "relationship",
    "pairings": "relationship",
    "warning": "warning",
    "warnings": "warning",
    "fandom": "fandom",
    "category": "freeform",
    "spoilers": "spoilers",
    "feedback": "feedback",
    "dedication": "dedication",
    "authors note": "notes",
    "authors notes": "notes",
}
HEARD = {
    "auther": "author",
    "authour": "author",
    "raiting": "rating",
    "ratting": "rating",
    "summery": "summary",
    "sumery": "summary",
    "dissclaimer": "disclaimer",
    "disclaimor": "disclaimer",
    "fandon": "fandom",
    "catagory": "freeform",
}
LETTERS = 6  # in a shorter word a letter left out may make another


def _slips(word: str) -> set[str]:
    """Two letters in the wrong order; one left out, or twice, inside a long word."""
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    if len(word) < LETTERS:
        return swapped
    within = range(1, len(word) - 1)
    return (
        swapped
        | {word[:i] + word[i + 1 :] for i in within}
        | {word[:i] + word[i] + word[i:] for i in within}
    )


TYPED = {slip: field for word, field in LABELS.items() for slip in _slips(word)} | HEARD
