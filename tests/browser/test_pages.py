"""Every page type, for everybody who gets it: nothing for axe to find, nothing that breaks the
content security policy, nothing wider than the screen, nothing from another host."""

import pytest
from django.urls import reverse

from reviews.models import Review
from stories.models import Story
from tests.site.test_matrix import OTHER, STORY, arguments, make_stage, people  # noqa: F401

LOOKS = {
    "phone, light": {"size": "phone"},
    "phone, dark": {"size": "phone", "dark": True},
    "desktop, light": {"size": "desktop"},
    "desktop, dark": {"size": "desktop", "dark": True},
}
NOT_PAGES = {"alive", "unblock"}
ALLAUTH = {
    "guest": ["account_login", "account_signup", "account_reset_password"],
    "author": [
        "account_logout",
        "account_change_password",
        "account_email",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "usersessions_list",
    ],
}
ADMIN = [
    "admin:index",
    "admin:stories_story_changelist",
    "admin:reviews_review_changelist",
    "admin:moderation_report_changelist",
    "admin:moderation_decision_changelist",
    "admin:accounts_user_changelist",
    "admin:core_auditentry_changelist",
]


def addresses_for(role: str, stage) -> list[str]:
    table = {name: (how, getters) for name, (how, getters, _) in STORY.items()} | OTHER
    found = [
        reverse(name, args=arguments(how, stage)) + "?view_adult=true"
        for name, (how, getters) in table.items()
        if role_gets(role, getters, stage) and name not in NOT_PAGES
    ]
    found += [reverse(name) for name in ALLAUTH.get(role, [])]
    if role == "administrator":
        found = [reverse(name) for name in [*ADMIN, "admin:tags_tag_changelist"]]
        found.append(reverse("admin:stories_story_change", args=[stage["story"].pk]))
    if role == "moderator":
        found = [reverse(name) for name in ADMIN]
    return found


def role_gets(role, getters, stage) -> bool:
    """`getters` as the table has them; None stands for an address that is only posted to."""
    if isinstance(getters, dict):
        return role in getters[stage["state"]]
    return getters is not None and role in getters


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("role", ["guest", "author", "moderator", "administrator"])
def test_every_page_is_sound(visit, people, transactional_db, role, look):  # noqa: F811
    stage = make_stage(people, "published")
    Review.objects.filter(pk=stage["review"].pk).update(html="<p>" + "long " * 200 + "</p>")
    visitor = visit(person=people[role], **LOOKS[look])
    found = []
    for address in [*addresses_for(role, stage), "/nowhere", "/works/999999"]:
        visitor.page.goto(address)
        found += [f"{address}: {violation}" for violation in visitor.axe()]
        if visitor.scrolls_sideways():
            found.append(f"{address}: wider than the screen")
    assert found == []


def test_the_gate_and_a_right_to_left_story_are_sound(visit, people, transactional_db):  # noqa: F811
    stage = make_stage(people, "published")
    found = []
    for fields in ({"rating": "mature"}, {"rating": "general", "language": "ar"}):
        Story.objects.filter(pk=stage["story"].pk).update(**fields)
        for look in LOOKS.values():
            visitor = visit(**look)
            visitor.page.goto(f"/works/{stage['story'].pk}")
            found += visitor.axe()
            assert not visitor.scrolls_sideways()
    assert found == []
