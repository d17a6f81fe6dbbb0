"""Keys of linking are others: all is linked anew, as what a version linked that noted none."""

from django.db import migrations


class Migration(migrations.Migration):
    """Take the keys out."""

    dependencies = [("store", "0007_newest")]
    operations = [migrations.RunSQL("DELETE FROM store_linkkey", migrations.RunSQL.noop)]
