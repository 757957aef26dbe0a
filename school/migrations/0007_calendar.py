"""Half-terms, closure days, delegates and words."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("school", "0006_badges")]

    operations = []
