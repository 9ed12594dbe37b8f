from django.db import migrations, models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    """What was held until now waited for the author; answers are counted for the first time."""
    reviews = apps.get_model("reviews", "Review").objects
    reviews.filter(approved_at=None).update(held_for="author")
    shown = reviews.filter(root=OuterRef("pk"), deleted_at=None, hidden_at=None)
    shown = shown.filter(approved_at__isnull=False).order_by().values("root")
    number = Coalesce(Subquery(shown.annotate(number=Count("pk")).values("number")), 0)
    reviews.filter(root=None).exclude(answer_count=number).update(answer_count=number)


class Migration(migrations.Migration):
    atomic = False  # rows are changed and a check is added to the same table

    dependencies = [("reviews", "0004_what_readers_say_and_give")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=Q(approved_at=None) | Q(held_for=""), name="review_shown_or_held"
            ),
        ),
    ]
