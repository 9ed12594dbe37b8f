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
        "core.view_brake",
        "core.add_brake",
        "tags.edit_closed",
    ],
    TAG_EDITORS: [
        "tags.view_tag",
        "tags.add_tag",
        "tags.change_tag",
        "tags.view_medium",
        "tags.add_medium",
        "tags.change_medium",
    ],
}


# What a release brought: groups that are there already get it with the migration that made it.
SINCE = {
    ("core", "0005_brakes_and_the_question"): {MODERATORS: ["core.view_brake", "core.add_brake"]},
    ("tags", "0003_vocabulary_of_lists"): {
        TAG_EDITORS: ["tags.view_medium", "tags.add_medium", "tags.change_medium"]
    },
    ("tags", "0007_closed_vocabularies"): {MODERATORS: ["tags.edit_closed"]},
}


def ensure_groups(plan=(), **kwargs):
    """Idempotent, after every migrate: makes what is missing, never takes away what an
    administrator added."""
    from django.contrib.auth.models import Group

    for name, labels in PERMISSIONS.items():
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new or not group.permissions.exists():
            group.permissions.set(_permissions(labels))
    for migration, is_backwards in plan:
        for name, labels in SINCE.get((migration.app_label, migration.name), {}).items():
            if not is_backwards:
                Group.objects.get(name=name).permissions.add(*_permissions(labels))


def _permissions(labels: list[str]) -> list:
    from django.contrib.auth.models import Permission

    pairs = [label.split(".") for label in labels]
    return [
        Permission.objects.get(content_type__app_label=app_label, codename=codename)
        for app_label, codename in pairs
    ]
