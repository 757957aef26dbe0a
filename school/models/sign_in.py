"""Invitations, the services a school signs in with, and whose account there is whose member."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models.people import Member


class Invitation(TenantModel):
    """A link by which a member comes by a sign-in, or confirms a new e-mail address. Only its hash is kept."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    invited_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return f"{self.member} <{self.email}>"

    def is_open(self, now: datetime.datetime) -> bool:
        return self.used_at is None and self.withdrawn_at is None and now < self.expires_at


class SignInService(TenantModel):
    """A way in that the school looks after itself. The secret is sealed and never shown again."""

    class Kind(models.TextChoices):
        GOOGLE = "google", _("Google")
        MICROSOFT = "microsoft", _("Microsoft")
        OPENID = "openid", _("Another OpenID Connect service")

    kind = models.CharField(max_length=10, choices=Kind)
    label = models.CharField(_("name on the button"), max_length=40, blank=True)
    client_id = models.CharField(_("client id"), max_length=255)
    sealed_secret = models.TextField(blank=True)
    domain = models.CharField(_("the school’s Google domain"), max_length=120, blank=True)
    tenant = models.CharField(_("the school’s directory (tenant) id"), max_length=36, blank=True)
    address = models.URLField(_("address of the service"), blank=True)
    active = models.BooleanField(default=False)
    tested_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["school", "kind"], name="one_service_of_a_kind")]

    def __str__(self) -> str:
        return self.label or str(self.get_kind_display())


class LinkedSignIn(TenantModel):
    """An account of a service and the member it signs in: the key alone decides, never an e-mail address.

    ``email`` and ``name`` are what the service said, for whoever in the office says yes or no; gone afterwards.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for the office")
        LINKED = "linked", _("linked")
        REFUSED = "refused", _("refused")

    service = models.ForeignKey(SignInService, on_delete=models.CASCADE, related_name="links")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="linked_sign_ins")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    email = models.CharField(max_length=254, blank=True)
    name = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "issuer", "subject"], name="one_link_of_an_account")]

    def __str__(self) -> str:
        return f"{self.service}: {self.member}"
