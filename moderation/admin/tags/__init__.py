"""The rooms of tag editors: the list of tags, a tag's page, the queue of new ones, what was edited,
the media. Every change goes through the verbs of tags/edits, which keep the log and know the way
back."""

from moderation.admin.tags import log, media, vocabulary

__all__ = ["log", "media", "vocabulary"]
