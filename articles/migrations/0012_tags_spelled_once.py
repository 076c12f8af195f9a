"""A tag is one in whatever spelling. Twins from before stay: the first has the spelling, the others wait to be merged.

And an address is of letters that addresses are made of: others broke every page that named the tag.
"""

import re

from django.db import migrations, models
from django.db.models import Q

import vietnamese

LONGEST, BATCH = 100, 500


def fill(apps, schema_editor):
    tags = apps.get_model("articles", "Tag")._base_manager.using(schema_editor.connection.alias)
    keys: set[str] = set()
    slugs = set(tags.values_list("slug", flat=True))
    changed = []
    for tag in tags.order_by("pk").only("name", "slug").iterator(chunk_size=BATCH):
        key = vietnamese.accented(vietnamese.clean_line(tag.name).lstrip("#＃ "))[:LONGEST]
        tag.name_key = "" if key in keys else key
        keys.add(key)
        if not re.fullmatch(r"[-a-zA-Z0-9_]+", tag.slug):
            tag.slug = _free(vietnamese.slugify(tag.slug, max_length=LONGEST - 6) or "the", slugs)
            slugs.add(tag.slug)
        changed.append(tag)
    tags.bulk_update(changed, ["name_key", "slug"], batch_size=BATCH)


def _free(slug, taken):
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_stories_listed_under_authors")]
    operations = [
        migrations.AddField(
            "tag", "name_key", models.CharField(default="", editable=False, max_length=100), preserve_default=False
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("tag", "slug", models.SlugField(max_length=100, unique=True, verbose_name="address")),
        migrations.AlterModelOptions(
            "tag",
            {
                "ordering": ["name_folded", "pk"],
                "permissions": [("merge_tag", "Merge two tags into one")],
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
            },
        ),
        migrations.AddConstraint(
            "tag",
            models.UniqueConstraint(
                condition=~Q(name_key=""),
                fields=("name_key",),
                name="tag_spelled_once",
                violation_error_message="There is this tag already, in another spelling.",
            ),
        ),
    ]
