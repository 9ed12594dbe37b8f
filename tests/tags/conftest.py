import pytest

from tests.tags.worker import Worker


@pytest.fixture
def worker(db):
    return Worker()
