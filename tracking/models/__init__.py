"""What is recorded about learning. A student sees all of it."""

from tracking.models.checkins import CheckIn, CheckInAnswer
from tracking.models.judgements import Judgement
from tracking.models.learning import Evidence, Goal
from tracking.models.noticings import Noticing

__all__ = ["CheckIn", "CheckInAnswer", "Evidence", "Goal", "Judgement", "Noticing"]
