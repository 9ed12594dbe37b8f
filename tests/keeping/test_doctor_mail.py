"""What the doctor says of mails of notices that do not get through."""

from datetime import timedelta

from django.utils import timezone

from archive.doctor.mail import letters
from notices.models import Letter


def test_late_vain_and_given_up_letters_are_counted_apart(alice, settings):
    now = timezone.now()
    for number, fields in enumerate(
        (
            {"due_at": now - timedelta(hours=2)},
            {"due_at": now, "attempts": 3},
            {"due_at": now, "given_up_at": now, "trouble": "The mail server hung up."},
            {"due_at": now, "given_up_at": now},  # nothing was left to say
            {"due_at": now, "given_up_at": now - timedelta(days=9), "trouble": "Long ago."},
            {"due_at": now - timedelta(hours=2), "sent_at": now},
            {"due_at": now + timedelta(hours=5)},
        )
    ):
        Letter.objects.create(user=alice, key=str(number), **fields)
    Letter.objects.update(created_at=now - timedelta(hours=2))
    settings.EMAIL_URL = ""
    assert list(letters()) == []
    settings.EMAIL_URL = "smtp://mail.example"
    said = [finding.what for finding in letters()]
    assert [sentence.rpartition(": ")[2] for sentence in said] == ["1.", "1.", "1."]
    assert "wait for more than an hour" in said[0] and "in vain" in said[1]
    assert "given up within a week" in said[2]
