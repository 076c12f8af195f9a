from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.CreateModel(
            "FormerAddress",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("slug", models.CharField(max_length=160)),
                ("number", models.BigIntegerField()),
                ("since", models.DateTimeField(auto_now_add=True, verbose_name="redirects since")),
            ],
            {
                "verbose_name": "former address",
                "verbose_name_plural": "former addresses",
                "ordering": ["kind", "slug"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["kind", "number"], name="former_addresses_of_row")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "slug"), name="former_address_leads_to_one_row")
                ],
            },
        ),
        migrations.CreateModel(
            "MergedName",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=255)),
                ("number", models.BigIntegerField()),
            ],
            {
                "verbose_name": "merged name",
                "verbose_name_plural": "merged names",
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("kind", "key"), name="merged_name_means_one_row")],
            },
        ),
    ]
