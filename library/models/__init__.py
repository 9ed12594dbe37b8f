"""What readers keep."""

from library.models.subscription import Subscription

__all__ = ["Subscription"]
