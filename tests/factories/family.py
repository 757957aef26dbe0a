"""Family pages."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from school.models import Member, School, Term
from school.queries import today_in
from tests.factories.tracking import make_evidence
from tracking.family import FreshLink, make_link
from tracking.models import Evidence, LearningChoices, Noticing, Picture
from tracking.pictures import keep_picture, read_picture


def allow_family_pages(school: School, *, students_make_links: bool = False) -> LearningChoices:
    values = {"family_pages": True, "students_make_links": students_make_links, "pictures": True}
    return LearningChoices.objects.update_or_create(school=school, defaults=values)[0]


def make_family_link(*, student: Member, by: Member, term: Term, home: str = "home", **switches: bool) -> FreshLink:
    """Today, with what the switches add."""
    today = today_in(student.school)
    fresh = make_link(student=student, home=home, by=by, term=term, on=today, now=timezone.now())
    for name, value in switches.items():
        setattr(fresh.link, name, value)
    fresh.link.save()
    return fresh


def make_picture(*, student: Member, words: str = "A bridge of paper") -> Picture:
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(written, "PNG")
    read = read_picture(SimpleUploadedFile("work.png", written.getvalue()))
    return keep_picture(student=student, read=read, words=words, by=student, now=timezone.now())


def make_shared_evidence(*, student: Member, term: Term, picture: Picture | None = None) -> Evidence:
    kept = make_evidence(student=student, term=term)
    kept.with_family, kept.picture = True, picture
    kept.save()
    return kept


def share_noticing(noticing: Noticing) -> Noticing:
    noticing.with_family = True
    noticing.save()
    return noticing
