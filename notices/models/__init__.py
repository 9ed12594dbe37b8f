"""What people are told, and how they wish to be told it."""

from notices.models.kind import Kind
from notices.models.letter import Letter
from notices.models.mailbox import Mailbox, MailWish, When
from notices.models.notice import Notice
from notices.models.telling import Telling

__all__ = ["Kind", "Letter", "MailWish", "Mailbox", "Notice", "Telling", "When"]
