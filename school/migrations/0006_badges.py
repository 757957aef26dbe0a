"""Picture badges and shared devices."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("school", "0005_sign_in")]

    operations = []
