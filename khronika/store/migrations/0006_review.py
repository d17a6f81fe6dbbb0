from typing import Any

from django.db import migrations, models


def ask(apps: Any, editor: Any) -> None:
    """Ask about what a chronicle holds already."""
    from khronika.store.questions import ask_about_all

    ask_about_all(editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("store", "0005_confidence")]

    operations = [
        migrations.AddField(model_name="decision", name="blind", field=models.BooleanField(default=False)),
        migrations.AlterField(model_name="judgement", name="same", field=models.BooleanField(null=True)),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=10)),
                ("weight", models.FloatField()),
                ("report", models.CharField(db_index=True, max_length=300)),
                ("statement", models.CharField(max_length=20)),
                ("other_report", models.CharField(max_length=300, null=True)),
                ("other_statement", models.CharField(max_length=20, null=True)),
                ("about", models.TextField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["reason", "weight", "id"], name="question_by_weight")],
            },
        ),
        migrations.RunPython(ask, migrations.RunPython.noop),
    ]
