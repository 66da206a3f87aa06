"""The log's one row of state. Triggers follow by themselves after every migrate."""

from django.db import migrations


def begin_log(apps, schema_editor):
    apps.get_model("publishing", "LogState").objects.using(schema_editor.connection.alias).create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]

    operations = [migrations.RunPython(begin_log, migrations.RunPython.noop)]
