"""The two groups of helpers and exactly what they may do in the admin."""

from accounts.models import MODERATORS, TAG_EDITORS

PERMISSIONS = {
    MODERATORS: [
        "stories.view_story",
        "reviews.view_review",
        "accounts.view_penname",
        "moderation.view_account",
        "moderation.view_report",
        "moderation.view_decision",
        "moderation.add_decision",
    ],
    TAG_EDITORS: ["tags.view_tag", "tags.add_tag", "tags.change_tag"],
}


def ensure_groups(**kwargs):
    """Idempotent, after every migrate: makes what is missing, never takes away what an
    administrator added."""
    from django.contrib.auth.models import Group, Permission

    for name, labels in PERMISSIONS.items():
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new or not group.permissions.exists():
            group.permissions.set(
                Permission.objects.get_by_natural_key(*_natural_key(label)) for label in labels
            )


def _natural_key(label: str) -> tuple[str, str, str]:
    app_label, codename = label.split(".")
    return codename, app_label, codename.split("_", 1)[1]
