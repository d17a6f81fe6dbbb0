from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0004_browsing")]

    operations = [
        migrations.CreateModel(
            name="Confidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("report", models.CharField(db_index=True, max_length=300)),
                ("confidential", models.BooleanField()),
                ("who", models.TextField()),
                ("why", models.TextField()),
                ("at", models.CharField(max_length=20)),
            ],
        ),
    ]
