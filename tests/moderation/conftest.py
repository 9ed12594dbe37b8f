from tests.reviews.conftest import say, stamp

__all__ = ["say", "stamp"]
