"""Dialogue, wordings with lineage, priorities, messages, explain-back, and what the pulse gained."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0012_claimed_sources"),
        ("vision", "0003_crosswalk"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommentWindow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asks", models.CharField(max_length=300, verbose_name="what you ask")),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField(verbose_name="open to the end of")),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
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
                "ordering": ["-opens_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))), name="window_in_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitmentBehaviour",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "behaviour",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="carried_by", to="vision.behaviour"
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="about", to="vision.commitment"
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
                "constraints": [
                    models.UniqueConstraint(fields=("commitment", "behaviour"), name="commitment_about_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("decided", models.CharField(max_length=300, verbose_name="what is decided")),
                (
                    "good_enough",
                    models.TextField(max_length=1000, verbose_name="why it is good enough for our own children"),
                ),
                ("decided_on", models.DateField()),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="decisions",
                        to="vision.commitment",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
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
                "ordering": ["-decided_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Descent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("how", models.CharField(choices=[("split", "split off"), ("merged", "merged into")], max_length=10)),
                ("on", models.DateField()),
                (
                    "ancestor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="led_to", to="vision.paragraph"
                    ),
                ),
                (
                    "descendant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="came_from", to="vision.paragraph"
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
                "constraints": [
                    models.UniqueConstraint(fields=("ancestor", "descendant"), name="descent_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ancestor", models.F("descendant")), _negated=True),
                        name="paragraph_not_its_own_ancestor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "written_for",
                    models.CharField(
                        choices=[("everyone", "Everyone"), ("students", "Students"), ("families", "Families")],
                        max_length=10,
                    ),
                ),
                (
                    "circle",
                    models.CharField(
                        choices=[("me", "Only me"), ("leaders", "Leaders"), ("staff", "All staff")],
                        default="leaders",
                        max_length=10,
                        verbose_name="who may read the draft",
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        default=False, verbose_name="anybody with the address may read what is published"
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who alone reads and writes it while the circle is “only me”.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "written_for"), name="draft_of_an_audience"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("circle", "me"), _negated=True), ("kept_by__isnull", False), _connector="OR"
                        ),
                        name="own_draft_has_owner",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExplainBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("rating", "Being read"),
                            ("done", "Read by both"),
                            ("discarded", "Closed with too few answers; all deleted unopened"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("public_key", models.BinaryField(max_length=32)),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField(verbose_name="closes at the end of")),
                ("invited", models.PositiveIntegerField()),
                ("commitments", models.JSONField(help_text="List of {id, who, wording}, frozen at opening.")),
                ("coded", models.PositiveIntegerField(blank=True, help_text="Texts that both raters read.", null=True)),
                (
                    "name_two",
                    models.PositiveIntegerField(
                        blank=True, help_text="Both find two commitments or more in it.", null=True
                    ),
                ),
                (
                    "agreement",
                    models.JSONField(
                        blank=True, help_text="Four counts: both yes, first only, second only, no.", null=True
                    ),
                ),
                (
                    "first_rater",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="school.member",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
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
                    "second_rater",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="school.member",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.term"),
                ),
            ],
            options={
                "ordering": ["-opens_on", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("school",), name="one_open_explain_back"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_rater", None),
                            ("second_rater", None),
                            models.Q(("first_rater", models.F("second_rater")), _negated=True),
                            _connector="OR",
                        ),
                        name="two_raters",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExplainBackInvited",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.member"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="vision.explainback"
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
                "constraints": [models.UniqueConstraint(fields=("round", "member"), name="invited_once")],
            },
        ),
        migrations.CreateModel(
            name="ExplainBackParticipation",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "round_id", "user_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="vision.explainback"
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", models.TextField(max_length=600)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="vision.explainback"
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
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ExplanationCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("found", models.JSONField(help_text="Ids of the commitments found; may be empty.")),
                (
                    "explanation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="codes", to="vision.explanation"
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
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
                "constraints": [models.UniqueConstraint(fields=("explanation", "rater"), name="coded_once_by_a_rater")],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=1000, verbose_name="your message")),
                ("sent_at", models.DateTimeField()),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to="vision.commitment",
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
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("visit", "I was in the lesson"), ("conversation", "We talked about learning")],
                        max_length=15,
                        verbose_name="what you did",
                    ),
                ),
                ("on", models.DateField(verbose_name="when")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="for yourself")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.member"
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
                    "school_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.schoolclass"
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Priority",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wording", models.CharField(max_length=200, verbose_name="what you put first")),
                ("begun_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=300, verbose_name="why it ends")),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="priorities",
                        to="vision.commitment",
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
                "ordering": ["begun_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="PulseAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("heard", models.TextField(max_length=1000, verbose_name="what we heard")),
                ("will_do", models.TextField(max_length=1000, verbose_name="what we will do, and what not, and why")),
                ("said_on", models.DateField()),
                (
                    "pulse",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="public_answer", to="vision.pulse"
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PulseExtra",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wording", models.CharField(max_length=200, verbose_name="statement")),
                (
                    "about_leaders",
                    models.BooleanField(default=False, verbose_name="it is about somebody who can be named"),
                ),
                ("added_on", models.DateField()),
                ("retired_on", models.DateField(blank=True, null=True)),
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
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="PulseWords",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", models.TextField(max_length=600)),
                (
                    "pulse",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="words", to="vision.pulse"
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
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Reaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answer",
                    models.CharField(
                        choices=[("helped", "Helped me"), ("not_clear", "Not clear"), ("not_for_me", "Not for me")],
                        max_length=10,
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reactions", to="vision.message"
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.member"
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
                "constraints": [models.UniqueConstraint(fields=("message", "reader"), name="reaction_once")],
            },
        ),
        migrations.CreateModel(
            name="SealedExplanation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="vision.explainback"
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
        ),
        migrations.CreateModel(
            name="Stopped",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("thing", models.CharField(max_length=200, verbose_name="what stops")),
                ("because", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("stopped_on", models.DateField()),
                (
                    "makes_room_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="made_room",
                        to="vision.priority",
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
                    "stopped_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
                    ),
                ),
            ],
            options={
                "ordering": ["-stopped_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="StudentTalk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("drawn_on", models.DateField()),
                ("talked_on", models.DateField(blank=True, null=True)),
                ("can_say", models.BooleanField(null=True, verbose_name="could say something")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="in the student’s words")),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="student_talks",
                        to="vision.commitment",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.member"
                    ),
                ),
                (
                    "talked_with",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="school.member",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.term"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("term", "student"), name="drawn_once_a_term"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("can_say", None), ("talked_on", None), ("talked_with", None)),
                            models.Q(
                                ("can_say__isnull", False), ("talked_on__isnull", False), ("talked_with__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="talk_held_or_not",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="what it is about")),
                ("made_on", models.DateField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "Not answered yet"),
                            ("adopted", "Adopted"),
                            ("partly", "Adopted in part"),
                            ("not_now", "Not now"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="what becomes of it",
                    ),
                ),
                ("answer_words", models.TextField(blank=True, max_length=1000, verbose_name="why")),
                ("answered_on", models.DateField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="school.member",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
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
                    "window",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="themes",
                        to="vision.commentwindow",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on", None), ("outcome", "open")),
                            models.Q(models.Q(("outcome", "open"), _negated=True), ("answered_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="theme_answered_with_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "open"), models.Q(("answer_words", ""), _negated=True), _connector="OR"
                        ),
                        name="theme_answered_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisionSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(max_length=200, verbose_name="what it was about")),
                ("held_on", models.DateField(verbose_name="when")),
                ("client_key", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
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
                "ordering": ["-held_on", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "noted_by", "client_key"), name="vision_session_once"),
                    models.CheckConstraint(
                        condition=models.Q(("topic", ""), _negated=True), name="vision_session_has_topic"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisionSessionMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.member"
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
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="present", to="vision.visionsession"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("session", "member"), name="present_once")],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField(max_length=4000, verbose_name="text")),
                ("written_at", models.DateTimeField()),
                ("beside", models.BooleanField(default=False)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "paragraph",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="wordings", to="vision.paragraph"
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
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("paragraph", "number"), name="wording_number"),
                    models.CheckConstraint(
                        condition=models.Q(("beside", True), ("settled_at", None), _connector="OR"),
                        name="settled_wording_stood_beside",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("question", "Question"),
                            ("doubt", "Doubt"),
                            ("story", "Story from class"),
                            ("evidence", "Evidence"),
                            ("wording", "Suggested wording"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("quote", models.CharField(blank=True, max_length=500, verbose_name="the passage")),
                ("text", models.TextField(max_length=2000, verbose_name="what you say")),
                ("said_at", models.DateTimeField()),
                ("client_key", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="school.member"
                    ),
                ),
                (
                    "paragraph",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="vision.paragraph"
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
                    "window",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="remarks",
                        to="vision.commentwindow",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="remarks",
                        to="vision.theme",
                    ),
                ),
                (
                    "adopted_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="adopts",
                        to="vision.wording",
                    ),
                ),
                (
                    "wording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="vision.wording"
                    ),
                ),
            ],
            options={
                "ordering": ["said_at", "id"],
                "constraints": [models.UniqueConstraint(fields=("school", "author", "client_key"), name="remark_once")],
            },
        ),
        migrations.CreateModel(
            name="UnnamedRemark",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("question", "Question"),
                            ("doubt", "Doubt"),
                            ("story", "Story from class"),
                            ("evidence", "Evidence"),
                            ("wording", "Suggested wording"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("quote", models.CharField(blank=True, max_length=500, verbose_name="the passage")),
                ("text", models.TextField(max_length=2000, verbose_name="what you say")),
                (
                    "paragraph",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unnamed_remarks",
                        to="vision.paragraph",
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
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="unnamed_remarks",
                        to="vision.theme",
                    ),
                ),
                (
                    "window",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="vision.commentwindow",
                    ),
                ),
                (
                    "adopted_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="vision.wording",
                    ),
                ),
                (
                    "wording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="unnamed_remarks", to="vision.wording"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="RemarkReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=2000, verbose_name="what you say")),
                ("said_at", models.DateTimeField()),
                ("client_key", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
                    ),
                ),
                (
                    "remark",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="vision.remark",
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
                    "unnamed",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="vision.unnamedremark",
                    ),
                ),
            ],
            options={
                "ordering": ["said_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "author", "client_key"), name="remark_reply_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("remark", None), ("unnamed__isnull", False)),
                            models.Q(("remark__isnull", False), ("unnamed", None)),
                            _connector="OR",
                        ),
                        name="reply_to_one_remark",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="publishednarrative",
            name="narrative_version",
        ),
        migrations.RemoveConstraint(
            model_name="pulseitemresult",
            name="one_result_per_item",
        ),
        migrations.AddField(
            model_name="leadercommitment",
            name="commitment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="leader_promises",
                to="vision.commitment",
            ),
        ),
        migrations.AddField(
            model_name="paragraph",
            name="written_for",
            field=models.CharField(
                choices=[("everyone", "Everyone"), ("students", "Students"), ("families", "Families")],
                default="everyone",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="publishednarrative",
            name="written_for",
            field=models.CharField(
                choices=[("everyone", "Everyone"), ("students", "Students"), ("families", "Families")],
                default="everyone",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="pulse",
            name="asks_words",
            field=models.BooleanField(default=False, verbose_name="asks for a few words too"),
        ),
        migrations.AddField(
            model_name="pulse",
            name="groups",
            field=models.JSONField(
                default=list,
                help_text="List of {key, label, invited}, frozen at opening; empty: the whole school only.",
            ),
        ),
        migrations.AddField(
            model_name="pulseitemresult",
            name="group",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name="pulse",
            name="items",
            field=models.JSONField(help_text="List of {key, wording}, frozen at opening; the school's own come last."),
        ),
        migrations.AddConstraint(
            model_name="publishednarrative",
            constraint=models.UniqueConstraint(fields=("school", "written_for", "version"), name="narrative_version"),
        ),
        migrations.AddConstraint(
            model_name="pulseitemresult",
            constraint=models.UniqueConstraint(fields=("pulse", "item", "group"), name="one_result_per_item"),
        ),
    ]
