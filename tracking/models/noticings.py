"""Ten-second notes of a learner using a behaviour."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member, Term
from tracking.models.pictures import Picture
from vision.models import Behaviour


class Context(models.TextChoices):
    """Where it was seen; range is counted over these."""

    ENGLISH = "english", _("English")
    MATHS = "maths", _("Maths")
    SCIENCE = "science", _("Science")
    HUMANITIES = "humanities", _("Humanities")
    ARTS = "arts", _("Arts and music")
    LANGUAGES = "languages", _("Languages")
    PE = "pe", _("PE and games")
    PLAY = "play", _("Play and break")
    TUTOR = "tutor", _("Form time and assembly")
    HOME = "home", _("At home")
    OTHER = "other", _("Somewhere else")


class Noticing(TenantModel):
    """A dated note that a learner used a behaviour. ``client_key`` makes a replayed save harmless.

    ``source`` is kept, since a person's roles may change: only what staff noticed counts as noticed by adults.
    """

    class Source(models.TextChoices):
        STAFF = "staff", _("an adult")
        PEER = "peer", _("a classmate")
        SELF = "self", _("the learner")

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+", db_index=False)
    behaviour = models.ForeignKey(Behaviour, on_delete=models.PROTECT, related_name="+", db_index=False)
    student = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="noticings")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    noticed_on = models.DateField()
    context = models.CharField(_("where"), max_length=12, choices=Context)
    text = models.CharField(_("what you saw"), max_length=280)
    source = models.CharField(max_length=5, choices=Source, default=Source.STAFF)
    picture = models.ForeignKey(Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    with_family = models.BooleanField(default=False, help_text="The student shares it on the family page.")
    client_key = models.UUIDField(default=uuid.uuid4, editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-noticed_on", "-id"]
        indexes = [models.Index(fields=["school", "term", "behaviour"], name="noticing_in_term")]
        constraints = [
            models.UniqueConstraint(fields=["school", "author", "client_key", "student"], name="noticing_once")
        ]


class TakenBack(TenantModel):
    """A key whose note was taken back: a replay that comes later brings nothing to life. The audit keeps the note."""

    author = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    client_key = models.UUIDField(editable=False)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "author", "client_key"], name="taken_back_once")]
