import django.db.models.deletion
from django.db import migrations, models

from khronika.store.search import add_index, drop_index


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0003_decision"),
    ]

    operations = [
        migrations.CreateModel(
            name="EventEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=20, unique=True)),
                ("act", models.CharField(db_index=True, max_length=30)),
                ("verdict", models.CharField(db_index=True, max_length=30)),
                ("day", models.CharField(max_length=10, null=True)),
                ("from_day", models.CharField(max_length=10, null=True)),
                ("to_day", models.CharField(max_length=10, null=True)),
                ("country", models.CharField(db_index=True, max_length=2, null=True)),
                ("place", models.TextField(null=True)),
                ("precision", models.CharField(max_length=10, null=True)),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="EventSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(db_index=True, max_length=20)),
                ("source", models.CharField(max_length=200)),
                ("name", models.TextField()),
                ("kind", models.CharField(max_length=30)),
                ("root", models.BooleanField()),
                ("day", models.CharField(max_length=10, null=True)),
                ("first", models.BooleanField()),
                ("repeated", models.IntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["source", "first", "root", "repeated", "kind"], name="counts_by_source")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("report", models.CharField(max_length=300, unique=True)),
                ("outlet", models.CharField(db_index=True, max_length=200, null=True)),
                ("day", models.CharField(max_length=10, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("query", models.CharField(max_length=1000)),
                ("who", models.TextField()),
                ("at", models.CharField(max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name="SourceWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(db_index=True, max_length=200)),
                ("field", models.CharField(max_length=20)),
                ("report", models.CharField(db_index=True, max_length=300, null=True)),
                ("value", models.CharField(max_length=200)),
                ("who", models.TextField()),
                ("why", models.TextField()),
                ("at", models.CharField(max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name="EventWords",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="store.evententry",
                    ),
                ),
                ("words", models.TextField()),
            ],
        ),
        migrations.AddIndex(
            model_name="evententry",
            index=models.Index(fields=["day", "event", "act", "verdict", "country"], name="entry_by_day"),
        ),
        migrations.CreateModel(
            name="ReportWords",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="store.reportentry",
                    ),
                ),
                ("words", models.TextField()),
            ],
        ),
        migrations.AddIndex(
            model_name="reportentry",
            index=models.Index(fields=["day", "report", "outlet"], name="report_by_day"),
        ),
        migrations.RunPython(add_index, drop_index),
    ]
