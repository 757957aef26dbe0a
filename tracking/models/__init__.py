"""What is recorded about learning. A student sees all of it."""

from tracking.models.attainment import AttainmentImport, AttainmentResult
from tracking.models.celebrations import Celebration
from tracking.models.checkins import CheckIn, CheckInAnswer, CheckInItem
from tracking.models.choices import LearningChoices
from tracking.models.families import FamilyLink
from tracking.models.judgements import Judgement
from tracking.models.learning import Evidence, Goal
from tracking.models.noticings import Noticing, TakenBack
from tracking.models.pictures import Picture
from tracking.models.rechecks import Recheck
from tracking.models.replies import Reply

__all__ = [
    "AttainmentImport",
    "AttainmentResult",
    "Celebration",
    "CheckIn",
    "CheckInAnswer",
    "CheckInItem",
    "Evidence",
    "FamilyLink",
    "Goal",
    "Judgement",
    "LearningChoices",
    "Noticing",
    "Picture",
    "Recheck",
    "Reply",
    "TakenBack",
]
