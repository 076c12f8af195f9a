"""Each version names its writers and signers; for those there are already, by what is known today."""

from collections import defaultdict

from django.db import migrations, models

CHUNK = 500


def name_them(apps, schema_editor):
    Version, Author = apps.get_model("newsroom", "StoryVersion"), apps.get_model("articles", "Author")
    linked = dict(Author.objects.filter(user__isnull=False).values_list("pk", "user_id"))
    written = Version.objects.filter(created_by__isnull=False)
    signed = Version.objects.filter(story__contributions__author__in=linked)
    keys = sorted({*written.values_list("pk", flat=True), *signed.values_list("pk", flat=True)})
    writers = defaultdict(set)  # of a text that came back: all who ever saved it
    for story, digest, writer in written.values_list("story_id", "content_hash", "created_by_id"):
        writers[story, digest].add(writer)
    for start in range(0, len(keys), CHUNK):
        rows = Version.objects.filter(pk__in=keys[start : start + CHUNK])
        found = rows.values_list("pk", "story_id", "content_hash", "content__byline")
        Version.objects.bulk_update(
            [
                Version(
                    pk=pk,
                    writers=sorted(writers[story, digest]),
                    signers=sorted({linked[line["author"]] for line in byline or [] if line["author"] in linked}),
                )
                for pk, story, digest, byline in found
            ],
            ["writers", "signers"],
        )


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0006_who_set_the_launch"),
        ("articles", "0001_initial"),
    ]

    operations = [
        migrations.AddField("storyversion", "writers", models.JSONField(default=list, editable=False)),
        migrations.AddField("storyversion", "signers", models.JSONField(default=list, editable=False)),
        migrations.RunPython(name_them, migrations.RunPython.noop),
    ]
