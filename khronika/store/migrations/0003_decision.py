from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0002_linking"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("report", models.CharField(db_index=True, max_length=300)),
                ("statement", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=10)),
                ("field", models.CharField(max_length=20, null=True)),
                ("value", models.TextField(null=True)),
                ("who", models.TextField()),
                ("why", models.TextField()),
                ("at", models.CharField(max_length=20)),
            ],
        ),
    ]
