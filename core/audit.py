"""The one way to write the log of decisions."""

from core.models import AuditEntry


def record(verb, *, by, about=None, reason="", **detail):
    """`by` is a User or None (the software itself), `about` any saved row."""
    return AuditEntry.objects.create(
        actor_id=by.pk if by else None,
        actor_name=by.get_username() if by else "ficwright",
        verb=verb,
        object_type=about._meta.label_lower if about is not None else "",
        object_id=about.pk if about is not None else None,
        reason=reason,
        detail=detail,
    )
