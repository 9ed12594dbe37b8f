from tests.reviews.conftest import stamp

__all__ = ["stamp"]
