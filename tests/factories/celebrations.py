"""Thanks."""

from __future__ import annotations

import datetime
import uuid

from school.models import Member, Term
from tests.factories.school import TODAY
from tests.factories.vision import make_behaviour
from tracking.models import Celebration


def make_celebration(
    *, to: Member, by: Member, term: Term, text: str = "You kept going.", on: datetime.date = TODAY
) -> Celebration:
    return Celebration.objects.create(
        school=to.school,
        term=term,
        to=to,
        by=by,
        behaviour=make_behaviour(school=to.school),
        text=text,
        celebrated_on=on,
        client_key=uuid.uuid4(),
    )
