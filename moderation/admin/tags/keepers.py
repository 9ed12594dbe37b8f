"""Who sees to which tags: tag editors to all of them, moderators to the closed vocabularies."""

from django.db.models import Q

from moderation.admin.lists import QuickAdmin
from tags.models import Tag

CLOSED = "tags.edit_closed"


def may(user, verb: str, tag: Tag | None = None) -> bool:
    """With this tag; without one, with any at all."""
    if user.has_perm(f"tags.{verb}_tag"):
        return True
    return user.has_perm(CLOSED) and (tag is None or tag.kind in Tag.CLOSED)


def sees_all(user) -> bool:
    return user.has_perm("tags.view_tag") or user.has_perm("tags.change_tag")


def theirs(user, kind: str = "kind") -> Q:
    """The tags that they see to, as a condition; `kind` says where a tag's kind stands."""
    if sees_all(user):
        return Q()
    return Q(**{f"{kind}__in": Tag.CLOSED if user.has_perm(CLOSED) else ()})


class KeptTags(QuickAdmin):
    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return may(request.user, "view", obj) or self.has_change_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return may(request.user, "change", obj)

    def has_add_permission(self, request):
        return may(request.user, "add")
