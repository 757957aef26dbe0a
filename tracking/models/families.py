"""The page that a child shares with their family."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member


class FamilyLink(TenantModel):
    """A link that opens what a child shares, without an account. Only the hash of its secret is kept.

    Evidence and noticings are shared one by one (``with_family``); the rest by these switches, all off at first.
    One live link for each home, so that a child has at most a few; a new one ends the one before it.
    """

    class Home(models.TextChoices):
        """Where it goes, from a list: who belongs to a family is nobody's free text."""

        HOME = "home", _("Home")
        OTHER_HOME = "other_home", _("Other home")
        GRANDPARENTS = "grandparents", _("Grandparents")
        FAMILY = "family", _("Somebody else in the family")

    student = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="family_links")
    made_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    token_hash = models.CharField(max_length=64)
    home = models.CharField(_("who it is for"), max_length=12, choices=Home, default=Home.HOME)
    shows_words = models.BooleanField(_("what I said in my check-ins"), default=False)
    shows_goal = models.BooleanField(_("what I try next"), default=False)
    shows_celebrations = models.BooleanField(_("who thanked me"), default=False)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "token_hash"], name="family_link_secret"),
            models.UniqueConstraint(
                fields=["school", "student", "home"], condition=Q(revoked_at=None), name="one_family_link_a_home"
            ),
        ]
