from django.db import migrations, models
from django.db.models.functions import Substr


def let_each_visitor_have_a_network(apps, schema_editor):
    """The networks of earlier readings are not known: each visitor counts as one, as it did."""
    readings = apps.get_model("readership", "Reading").objects.using(schema_editor.connection.alias)
    readings.update(network=Substr("visitor", 1, 16))


class Migration(migrations.Migration):

    dependencies = [
        ('readership', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='reading',
            name='network',
            field=models.CharField(db_default='', help_text='A digest that changes every day and leads back to nobody.', max_length=16, verbose_name='network'),
        ),
        migrations.RunPython(let_each_visitor_have_a_network, migrations.RunPython.noop),
    ]
