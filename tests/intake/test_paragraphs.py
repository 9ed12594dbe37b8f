"""Which line ends are the author's and which are the mail program's."""

from intake import read

WRAPPED = (
    "There are seventeen stairs from my front hall to the sitting room of\n"
    "the gentleman upstairs. He told the Doctor so once, by way of showing\n"
    "him up, and the Doctor put it in a magazine for everyone to see who\n"
    "had the sixpence to buy it.\n"
)


def body(text: str) -> list[str]:
    [chapter] = read(text.encode()).chapters
    return chapter.html.split("\n")


def test_wrapped_lines_are_joined():
    assert len(body(f"{WRAPPED}\n{WRAPPED}\n{WRAPPED}")) == 3


def test_a_short_line_of_speech_among_wrapped_ones_is_its_own_paragraph():
    found = body(f'{WRAPPED}\n"Twelve."\n"I did not know that."\n\n{WRAPPED}')
    assert found[1:3] == ['<p>"Twelve."</p>', '<p>"I did not know that."</p>']


def test_indented_paragraphs_without_blank_lines():
    indented = "".join(f"   {line}" for line in (WRAPPED, WRAPPED, WRAPPED))
    assert len(body(indented)) == 3


def test_a_line_a_paragraph():
    text = "\n".join(
        f"{n} The rain went on, and nobody at all asked her where she had been." for n in range(9)
    )
    assert len(body(text)) == 9


def test_blank_lines_single_line_ends_and_wraps_in_one_file():
    text = (
        "She still could not believe it, whatever he had said to her. How could he possibly have\n"
        "feelings for her after everything that had been said and done in this town?\n"
        '"Bats," said Mr. Rochester, as if she might otherwise have put them down as Methodists.\n'
        '"I see that they are bats, sir."\n\n'
        "The rain went on.\n\nIt went on.\n\nIt did not stop."
    )
    found = body(text)
    assert "possibly have feelings" in found[0]
    assert found[1].startswith('<p>"Bats,"')
    assert found[2] == '<p>"I see that they are bats, sir."</p>'
    assert len(found) == 6


def test_verse_keeps_its_lines():
    poem = "How doth the little idle bee\nNeglect his waxen cell,\nAnd sit beneath the apple tree"
    found = body(f"{WRAPPED}\n{poem}\n\n{WRAPPED}")
    assert found[1] == f'<p class="verse">{poem.replace(chr(10), "<br>")}</p>'


def test_a_set_in_letter_keeps_its_lines():
    found = body(f"{WRAPPED}\n    Your affectionate\n    W. R.\n\n{WRAPPED}")
    assert found[1] == '<p class="verse">Your affectionate<br>W. R.</p>'


def test_chinese_lines_join_without_a_space():
    line = "他們都說那匹白馬從來沒有說過一句話可是我知道他每天晚上都在聽我們說話而且記得清清楚楚"
    text = f"{line}\n{line}。\n\n" * 5
    assert f"{line}{line}。" in body(text)[0].replace("<br>", " ")


def test_no_break_spaces_after_sentences_stay():
    assert body("She was his everything.\u00a0 Visions of red hair filled his mind.") == [
        "<p>She was his everything.&nbsp; Visions of red hair filled his mind.</p>"
    ]
