"""Invitations and the school's own ways to sign in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("school", "0004_roster_uploads")]

    operations = [
        migrations.AddField(
            model_name="school",
            name="staff_need_second_step",
            field=models.BooleanField(
                default=False,
                help_text="Leaders, the safeguarding lead and administrators always do.",
                verbose_name="everyone on the staff needs a second step",
            ),
        ),
    ]
