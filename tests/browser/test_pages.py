"""Every page, for everybody who gets it: nothing for axe to find in any theme, size or direction,
nothing that breaks the content security policy, nothing wider than the screen, no control too
small, nothing from another host, nothing on the console."""

import pytest

from tests.browser import inspection, places
from tests.site.test_matrix import people

__all__ = ["people"]

INSPECTIONS = {"en": inspection.taking_turns, "ar": inspection.turned}
# In English pages are mirrored, too; in Arabic words, all that members see is looked at deep.
# What a moderator sees of the admin an administrator sees, too.
SEEN = [("guest", "en"), ("author", "en"), ("administrator", "en"), ("guest", "ar")]
SEEN += [pytest.param("moderator", "en", marks=pytest.mark.deep)]


@pytest.fixture
def stage(people, transactional_db):
    return places.make(people)


@pytest.mark.parametrize(("role", "language"), SEEN)
def test_every_page_is_for_everybody(visit, people, stage, role, language):
    visitor = visit(person=people[role], language=language)
    found = findings(visitor, places.of(role, stage), INSPECTIONS[language])
    assert not found, "\n".join(found)


@pytest.mark.deep
@pytest.mark.parametrize("language", ["en", "es", "ar"])
@pytest.mark.parametrize("role", places.ROLES)
def test_every_page_in_every_theme_at_every_size(visit, people, stage, role, language):
    visitor = visit(person=people[role], language=language)
    found = findings(visitor, places.of(role, stage), inspection.thorough)
    assert not found, "\n".join(found)


def findings(visitor, pages, inspect) -> list[str]:
    found = []
    visitor.lingers = True
    for name, go in pages.items():
        go(visitor)
        found += [f"{name}: {finding}" for finding in inspect(visitor)]
    return found
