"""What a spam checker is asked, and what it said."""

from django.db import models

from reviews.models.review import Review


class SpamCheck(models.Model):
    """Of one review. It is there while the checker is asked, and after it said “spam”; where it
    said anything else, or nothing in time, the row goes. The address is kept until the answer."""

    review = models.OneToOneField(
        Review, models.CASCADE, primary_key=True, related_name="spam_check"
    )
    address = models.CharField(max_length=45, blank=True, default="")
    program = models.CharField(max_length=300, blank=True, default="")  # that the visitor used
    page = models.CharField(max_length=300, blank=True, default="")  # where the review stands
    asked_at = models.DateTimeField(auto_now_add=True)
    said_spam_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="spam_check_open",
                condition=models.Q(said_spam_at=None),
            )
        ]

    def __str__(self):
        return f"about {self.review_id}"
