import pytest


@pytest.fixture
def author(client, alice):
    """alice, signed in."""
    client.force_login(alice)
    return client
