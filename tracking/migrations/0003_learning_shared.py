"""Replies, celebrations, re-checks, pictures, family pages, attainment: schema and walls."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from learningculture.tenancy import ProtectTables, ReferWithinSchool


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0010_batch_kinds"),
        ("tracking", "0002_walls"),
        ("vision", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=140, verbose_name="what is not known yet")),
                ("noted_on", models.DateField()),
                ("due_on", models.DateField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("known", "Known now"), ("not_yet", "Not yet"), ("dropped", "No longer needed")],
                        max_length=8,
                    ),
                ),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("client_key", models.UUIDField(editable=False)),
            ],
            options={
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=280, verbose_name="what I say to it")),
                ("written_at", models.DateTimeField()),
                ("client_key", models.UUIDField(editable=False)),
            ],
            options={
                "ordering": ["written_at", "id"],
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="answer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="tracking.checkinanswer",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="asked_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="asked_reader",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="with_family",
            field=models.BooleanField(default=False, help_text="The student shares it on the family page."),
        ),
        migrations.AddField(
            model_name="noticing",
            name="source",
            field=models.CharField(
                choices=[("staff", "an adult"), ("peer", "a classmate"), ("self", "the learner")],
                default="staff",
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="noticing",
            name="with_family",
            field=models.BooleanField(default=False, help_text="The student shares it on the family page."),
        ),
        migrations.CreateModel(
            name="AttainmentImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("file_name", models.CharField(max_length=120)),
                (
                    "mapping",
                    models.JSONField(help_text="Column heading → what it was read as; remembered for the next table."),
                ),
                ("rows", models.PositiveIntegerField(default=0)),
                ("applied", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("failed", models.PositiveIntegerField(default=0)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="school.batch",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="school.member",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="school.school",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.term"),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="AttainmentResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=60)),
                ("measure", models.CharField(max_length=60)),
                ("value", models.DecimalField(decimal_places=2, max_digits=8)),
                ("words", models.CharField(max_length=30)),
                (
                    "came_with",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="tracking.attainmentimport",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="school.school",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attainment", to="school.member"
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.term"),
                ),
            ],
            options={
                "ordering": ["subject", "measure"],
            },
        ),
        migrations.CreateModel(
            name="Celebration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=280, verbose_name="what I want to thank for")),
                ("celebrated_on", models.DateField()),
                ("client_key", models.UUIDField(editable=False)),
                (
                    "behaviour",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vision.behaviour"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="school.member",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="celebrations",
                        to="vision.commitment",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="tracking.evidence",
                    ),
                ),
                (
                    "noticing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="tracking.noticing",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="school.school",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.term"),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="celebrations", to="school.member"
                    ),
                ),
            ],
            options={
                "ordering": ["-celebrated_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="CheckInItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "form",
                    models.CharField(
                        choices=[("A", "Show me"), ("B", "My learning muscles"), ("C", "Learner review")], max_length=1
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("wording", models.CharField(max_length=120, verbose_name="the question")),
                (
                    "behaviour",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="own_items", to="vision.behaviour"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="school.school",
                    ),
                ),
            ],
            options={
                "ordering": ["form", "number"],
            },
        ),
        migrations.CreateModel(
            name="FamilyLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("expires_on", models.DateField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("token_hash", models.CharField(max_length=64)),
                ("shows_words", models.BooleanField(default=False, verbose_name="what I said in my check-ins")),
                ("shows_goal", models.BooleanField(default=False, verbose_name="what I try next")),
                ("shows_celebrations", models.BooleanField(default=False, verbose_name="who thanked me")),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="school.member",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="school.member",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="school.school",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="family_links", to="school.member"
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="LearningChoices",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "judgings_a_year",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(6),
                        ],
                        verbose_name="terms of a year in which a behaviour is judged",
                    ),
                ),
                ("pictures", models.BooleanField(default=False, verbose_name="pictures may go with a noticing")),
                ("peers_notice", models.BooleanField(default=False, verbose_name="students may notice each other")),
                (
                    "family_pages",
                    models.BooleanField(default=False, verbose_name="students may share a page with their family"),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="school.school",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("added_at", models.DateTimeField()),
                ("kind", models.CharField(help_text="Media type, such as image/webp.", max_length=20)),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("content", models.BinaryField()),
                (
                    "words",
                    models.CharField(
                        blank=True, help_text="What is to be seen, for those who cannot see it.", max_length=140
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="school.member",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="school.school",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="school.member"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="tracking.picture",
            ),
        ),
        migrations.AddField(
            model_name="noticing",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="tracking.picture",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked_reader", models.F("student")), _negated=True), name="asked_a_second_reader"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(fields=("school", "answer"), name="evidence_once_from_an_answer"),
        ),
        migrations.AddField(
            model_name="recheck",
            name="checked_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="school.member",
            ),
        ),
        migrations.AddField(
            model_name="recheck",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="tracking.recheck",
            ),
        ),
        migrations.AddField(
            model_name="recheck",
            name="noted_by",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
            ),
        ),
        migrations.AddField(
            model_name="recheck",
            name="school",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.school"
            ),
        ),
        migrations.AddField(
            model_name="recheck",
            name="school_class",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.schoolclass"
            ),
        ),
        migrations.AddField(
            model_name="recheck",
            name="student",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rechecks", to="school.member"
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="answer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="replies",
                to="tracking.checkinanswer",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="author",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="celebration",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="replies",
                to="tracking.celebration",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="evidence",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="replies",
                to="tracking.evidence",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="goal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="replies",
                to="tracking.goal",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="judgement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="replies",
                to="tracking.judgement",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="noticing",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="replies",
                to="tracking.noticing",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="school",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.school"
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="student",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="replies", to="school.member"
            ),
        ),
        migrations.AddConstraint(
            model_name="attainmentresult",
            constraint=models.UniqueConstraint(
                fields=("school", "student", "term", "subject", "measure"), name="attainment_once_a_term"
            ),
        ),
        migrations.AddConstraint(
            model_name="celebration",
            constraint=models.UniqueConstraint(fields=("school", "by", "client_key"), name="celebration_once"),
        ),
        migrations.AddConstraint(
            model_name="celebration",
            constraint=models.CheckConstraint(
                condition=models.Q(("to", models.F("by")), _negated=True), name="celebration_of_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="checkinitem",
            constraint=models.UniqueConstraint(fields=("school", "behaviour", "form", "number"), name="own_item_once"),
        ),
        migrations.AddConstraint(
            model_name="familylink",
            constraint=models.UniqueConstraint(fields=("school", "token_hash"), name="family_link_secret"),
        ),
        migrations.AddConstraint(
            model_name="learningchoices",
            constraint=models.UniqueConstraint(fields=("school",), name="learning_choices_once"),
        ),
        migrations.AddConstraint(
            model_name="learningchoices",
            constraint=models.CheckConstraint(
                condition=models.Q(("judgings_a_year__gte", 1), ("judgings_a_year__lte", 6)), name="judgings_in_range"
            ),
        ),
        migrations.AddConstraint(
            model_name="recheck",
            constraint=models.UniqueConstraint(
                fields=("school", "noted_by", "client_key", "student"), name="recheck_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="recheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checked_on", None), ("outcome", "")),
                    models.Q(models.Q(("outcome", ""), _negated=True), ("checked_on__isnull", False)),
                    _connector="OR",
                ),
                name="recheck_closed_with_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="recheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("noted_on"))), name="recheck_due_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer__isnull", True),
                        ("celebration__isnull", True),
                        ("evidence__isnull", True),
                        ("goal__isnull", True),
                        ("judgement__isnull", True),
                        ("noticing__isnull", False),
                    ),
                    models.Q(
                        ("answer__isnull", True),
                        ("celebration__isnull", True),
                        ("evidence__isnull", True),
                        ("goal__isnull", True),
                        ("judgement__isnull", False),
                        ("noticing__isnull", True),
                    ),
                    models.Q(
                        ("answer__isnull", True),
                        ("celebration__isnull", True),
                        ("evidence__isnull", False),
                        ("goal__isnull", True),
                        ("judgement__isnull", True),
                        ("noticing__isnull", True),
                    ),
                    models.Q(
                        ("answer__isnull", True),
                        ("celebration__isnull", True),
                        ("evidence__isnull", True),
                        ("goal__isnull", False),
                        ("judgement__isnull", True),
                        ("noticing__isnull", True),
                    ),
                    models.Q(
                        ("answer__isnull", False),
                        ("celebration__isnull", True),
                        ("evidence__isnull", True),
                        ("goal__isnull", True),
                        ("judgement__isnull", True),
                        ("noticing__isnull", True),
                    ),
                    models.Q(
                        ("answer__isnull", True),
                        ("celebration__isnull", False),
                        ("evidence__isnull", True),
                        ("goal__isnull", True),
                        ("judgement__isnull", True),
                        ("noticing__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="reply_to_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.UniqueConstraint(fields=("school", "author", "client_key"), name="reply_once"),
        ),
        ProtectTables(["picture"], audited=False),
        ReferWithinSchool("evidence", "picture", "answer", "asked_reader"),
        ReferWithinSchool("noticing", "picture"),
        ProtectTables(["learningchoices", "checkinitem", "celebration", "reply", "recheck", "familylink"]),
        ProtectTables(["attainmentimport", "attainmentresult"]),
    ]
