"""What a reader keeps out of all lists: a member's from the tables, a guest's from her cookie.

Exclusions act in lists only, never on a direct link, and nobody is told of them.
"""

from django.db import connection

from discovery.criteria import Exclusions
from discovery.exclusions import guests
from tags.models import Tag

NONE = Exclusions()
OFF = ("exclusions", "off")  # in an address: looks past them, this once


def of(request) -> Exclusions:
    """What stays out of the lists of this request: one query for a member, none for most guests."""
    return NONE if are_off(request) else kept_for(request)


def are_off(request) -> bool:
    name, word = OFF
    return request.GET.get(name) == word


def kept_for(request) -> Exclusions:
    """The same, whatever the address says. Asked once in a request."""
    if not hasattr(request, "kept_exclusions"):
        user = request.user
        kept = of_member(user) if user.is_authenticated else of_guest(request)
        request.kept_exclusions = kept
    return request.kept_exclusions


def of_member(user) -> Exclusions:
    """A tag that became another name of one means that one."""
    with connection.cursor() as cursor:
        cursor.execute(MUTED, {"user": user.pk})
        rows = cursor.fetchall()
    return Exclusions(
        tags=tuple(sorted(pk for what, pk, _word in rows if what == "tag")),
        pen_names=tuple(sorted(pk for what, pk, _word in rows if what == "pen_name")),
        words=tuple(sorted(word for what, _pk, word in rows if what == "word")),
    )


def of_guest(request) -> Exclusions:
    kept = guests.read(request)
    if not kept.tags:
        return kept
    tags = Tag.objects.filter(pk__in=kept.tags).values_list("pk", "synonym_of")
    official = tuple(sorted({synonym_of or pk for pk, synonym_of in tags}))
    return Exclusions(official, kept.pen_names, kept.words)


MUTED = """
SELECT 'tag', coalesce(tag.synonym_of_id, tag.id), ''
FROM discovery_mutedtag muted JOIN tags_tag tag ON tag.id = muted.tag_id
WHERE muted.user_id = %(user)s
UNION SELECT 'pen_name', pen_name_id, '' FROM discovery_mutedpenname WHERE user_id = %(user)s
UNION SELECT 'word', 0, word FROM discovery_mutedword WHERE user_id = %(user)s
"""
