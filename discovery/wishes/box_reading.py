"""What was typed into the search box becomes parts of a wish."""

from django.utils.translation import gettext_lazy as _

from discovery.wishes import box, fields, spoken_values
from discovery.wishes.gathering import Gathering


def read_box(gathering: Gathering, text: str) -> None:
    if len(text) > fields.MOST_IN_BOX:
        gathering.say(
            _("Only the first %(number)s characters were read."), number=fields.MOST_IN_BOX
        )
        text = text[: fields.MOST_IN_BOX]
    for piece in box.pieces(gathering.clean(text)):
        _understand(gathering, piece)


def _understand(gathering: Gathering, piece: box.Piece) -> None:
    field, text, is_excluded = piece.field, piece.text, piece.is_excluded
    if field in fields.NAMES:
        if piece.is_quoted:
            gathering.name(field, text, is_excluded=is_excluded)
        else:
            gathering.names(field, text, is_excluded=is_excluded)
    elif field in fields.CHOICES:
        gathering.choice(field, text, is_excluded=is_excluded)
    elif field in fields.RANGES:
        gathering.range(field, text, is_excluded=is_excluded)
    elif field in fields.SWITCHES:
        gathering.switch(field, text, is_excluded=is_excluded)
    elif field == "sort" or (field == "in" and spoken_values.of("in", text)):
        _arrange(gathering, piece)
    else:
        if piece.was:
            gathering.say(_("“%(name)s:” is no field; its words were looked for."), name=piece.was)
        gathering.words("title" if field == "title" else "q", text, is_excluded=is_excluded)


def _arrange(gathering: Gathering, piece: box.Piece) -> None:
    """There is no contrary of an order, nor of a place to look in."""
    if piece.is_excluded:
        gathering.not_understood(piece.field, piece.text, is_excluded=True)
    elif piece.field == "sort":
        gathering.sort(piece.text)
    else:
        gathering.in_text = True
