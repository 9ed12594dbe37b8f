"""What makes two reviews alike."""

import pytest
from django.test import RequestFactory

from reviews.likeness import fingerprint, links, network

LAMPS = "<p>Buy CHEAP lamps: https://lamps.example/x?a=1</p>"


@pytest.mark.parametrize("same", [
    "<p>Buy cheap lamps <a href='https://b.example'>www.b.example</a></p>",
    "<p>B\u200buy сhеap\u00a0lámps!</p>",  # with Cyrillic letters in it
    "<p>𝓑uy ｃｈｅａｐ <b>l</b>amps</p>",
    "<p>b u y</p><p>cheap l̷a̷m̷p̷s̷</p>",
])  # fmt: skip
def test_the_same_words_are_the_same_however_they_are_dressed(same):
    assert fingerprint(same) == fingerprint(LAMPS)


def test_other_words_are_others():
    texts = ["<p>Buy cheap lamps now</p>", "<p>👍</p>", "<p>❤</p>", "", "<p>www.a.example</p>",
             "<p>www.b.example</p>", "<p>أحسنت</p>", "<p>बहुत अच्छा</p>"]  # fmt: skip
    assert len({fingerprint(text) for text in [LAMPS, *texts]}) == len(texts) + 1
    assert all(-(2**63) <= fingerprint(text) < 2**63 for text in texts)


def test_links_are_hosts_in_small_letters_each_once():
    html = (
        '<p>See https://Lamps.example:80/x, www.foo.example. (http://u@b.example) '
        '<a href="mailto:x@y.example">x</a> <a href="https://www.пример.рф/x">y</a> '
        '<a href="/works/3">own</a> https://lamps.example/y and the end.Then more</p>'
    )  # fmt: skip
    assert links(html) == ["пример.рф", "lamps.example", "foo.example", "b.example"]
    assert len(links(" ".join(f"https://h{n}.example" for n in range(50)))) == 20


def test_neighbours_have_one_network_and_nobody_an_address():
    def of(address):
        return network(RequestFactory().get("/", REMOTE_ADDR=address))

    assert of("192.0.2.7") == of("192.0.2.200") != of("192.0.3.7")
    assert of("2001:db8:1:2::1") == of("2001:db8:1:3::9") != of("2001:db8:2::1")
    assert len(of("192.0.2.7")) == 32 and "192" not in of("192.0.2.7")[:3]
    assert of("") == of("unix:") == ""
