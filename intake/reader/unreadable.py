class Unreadable(Exception):  # noqa: N818 - it says what the document is
    """Why the document cannot be read; `str()` of it is a sentence for the person."""

    def __init__(self, sentence: object) -> None:
        super().__init__(str(sentence))
