from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_take_out_what_was_never_out")]
    operations = [
        migrations.AddConstraint(
            "article",
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("published_at")),
                name="article_withdrawn_was_out",
                violation_error_message="Only what readers had is withdrawn.",
            ),
        ),
    ]
