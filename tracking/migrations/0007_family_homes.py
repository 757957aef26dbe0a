"""For which home a family page is, and who makes its link."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0017_family_looks"),
        ("tracking", "0006_composite_keys_alone"),
    ]

    operations = [
        migrations.AddField(
            model_name="familylink",
            name="home",
            field=models.CharField(
                choices=[
                    ("home", "Home"),
                    ("other_home", "Other home"),
                    ("grandparents", "Grandparents"),
                    ("family", "Somebody else in the family"),
                ],
                default="home",
                max_length=12,
                verbose_name="who it is for",
            ),
        ),
        migrations.AddField(
            model_name="learningchoices",
            name="students_make_links",
            field=models.BooleanField(default=False, verbose_name="students may make the link themselves"),
        ),
        migrations.AddConstraint(
            model_name="familylink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at", None)),
                fields=("school", "student", "home"),
                name="one_family_link_a_home",
            ),
        ),
    ]
