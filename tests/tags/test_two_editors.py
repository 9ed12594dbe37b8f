"""Two editors at once never close a circle between them."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from tags import edits
from tests.tags.vocabulary import assert_sound, coin

PATIENCE = 20  # seconds, on a busy machine


@pytest.mark.django_db(transaction=True)
def test_the_second_waits_and_is_refused():
    one, other = coin("fandom", "One", "Other")
    begun, refusals = threading.Event(), []

    def second():
        begun.set()
        try:
            edits.set_parents(other, [one], by=None)
        except ValidationError as refused:
            refusals.append(refused)
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    with transaction.atomic():
        edits.set_parents(one, [other], by=None)
        thread.start()
        assert begun.wait(PATIENCE)
        thread.join(0.3)
        assert thread.is_alive()
    thread.join(PATIENCE)
    assert "circle" in " ".join(refusals[0].messages)
    assert_sound()
