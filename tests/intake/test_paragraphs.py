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


def test_a_hyphen_at_a_lines_end_stays_and_no_space_comes_in():
    hyphened = "It was a well-\nknown stair, and the pre-\nand post-war ones--\nor so."
    text = f"{WRAPPED}\n{hyphened}\n\n{WRAPPED}"
    assert (
        body(text)[1] == "<p>It was a well-known stair, and the pre- and post-war ones--or so.</p>"
    )


def test_lines_wrapped_twice_are_joined():
    long = (
        "There are seventeen stairs from my front hall to the sitting room of the\ngentleman\n"
        "upstairs, who has told the Doctor so once, by way of showing him up; and\nthe Doctor\n"
    )
    for text in (
        long * 4,
        "> " + (long * 4).strip().replace("\nu", "\n> u").replace("\nT", "\n> T"),
    ):
        [only] = body(text)
        assert "of the gentleman upstairs" in only
        assert "and the Doctor There are" in only
        assert ">" not in only.removeprefix("<p>").removesuffix("</p>")


def test_a_blank_line_under_every_line_parts_only_where_a_line_is_not_full():
    text = (WRAPPED * 3).replace("\n", "\n\n")
    assert len(body(text)) == 3


def test_centred_lines_stay_centred():
    found = body(f"{WRAPPED}\n{'The Second Stair':^70}\n\n{WRAPPED}\n{'12 March':>68}\n\n{WRAPPED}")
    assert found[1] == '<p align="center">The Second Stair</p>'
    assert found[3] == '<p align="right">12 March</p>'


def test_a_letter_set_in_is_a_quotation_with_its_ends():
    lines = (
        "Dear Doctor,",
        *("I count them every evening, and they are seventeen as before.",) * 2,
    )
    letter = "\n".join(f"     {line}" for line in (*lines, "", "Yours,", "W."))
    found = body(f"{WRAPPED}\n{letter}\n\n{WRAPPED}")
    assert found[1].startswith("<blockquote><p>Dear Doctor,<br>I count them every evening")
    assert found[1].endswith('<p class="verse">Yours,<br>W.</p></blockquote>')


def test_lists_scripts_and_tables_keep_their_lines():
    items = "- flour\n- herring\n- a gutter"
    said = "I do not think so; it is raining on the roof and in the yard, and in\nboth my ears."
    script = f"COOK: Out.\nCAT: {said}"
    table = "Day       Rain\nMonday    much\nTuesday   more"
    found = body(f"{WRAPPED}\n{items}\n\n{script}\n\n{table}\n\n{WRAPPED}")
    assert found[1] == "<p>- flour<br>- herring<br>- a gutter</p>"
    assert found[2] == "<p>COOK: Out.</p>"
    assert found[3].endswith("and in both my ears.</p>")
    assert "\n".join(found[4:7]) == f"<pre>{table}</pre>"


def test_speech_behind_dashes_is_no_list():
    found = body(f"{WRAPPED}\n- No.\n- Yes.\n- I never.\n\n{WRAPPED}")
    assert found[1:4] == ["<p>- No.</p>", "<p>- Yes.</p>", "<p>- I never.</p>"]


def test_many_blank_lines_part_scenes_where_nothing_else_does():
    text = f"Rain\n\n{WRAPPED}\n{WRAPPED}\n\n\n{WRAPPED}\n{WRAPPED}\n{WRAPPED}"
    assert body(text)[2] == "<hr>"
    assert body(f"{text}\n* * *\n\n{WRAPPED}").count("<hr>") == 1
    assert "<hr>" not in body("\n\n\n\n".join([WRAPPED] * 5))


def test_a_song_keeps_its_lines():
    found = body(f"{WRAPPED}\n~La la, the gutters sing.\nLa la, of everything.~\n\n{WRAPPED}")
    assert found[1] == '<p class="verse">~La la, the gutters sing.<br>La la, of everything.~</p>'


def test_a_flashback_is_announced_in_the_middle():
    found = body(f"{WRAPPED}\n*flashback*\n\n{WRAPPED}\n~End Flashback~\n\n{WRAPPED}")
    assert found[1] == '<p align="center"><em>flashback</em></p>'
    assert found[3] == '<p align="center">~End Flashback~</p>'
