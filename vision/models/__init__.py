"""The vision's rows."""

from vision.models.behaviours import (
    Behaviour,
    BehaviourMapping,
    Focus,
    Framework,
    NameMapping,
    Phase,
    Strength,
)
from vision.models.narrative import Block, Commitment, Paragraph, PublishedNarrative
from vision.models.promises import LeaderCommitment
from vision.models.pulses import Pulse, PulseBallot, PulseItemResult, PulseParticipation

__all__ = [
    "Behaviour",
    "BehaviourMapping",
    "Block",
    "Commitment",
    "Focus",
    "Framework",
    "LeaderCommitment",
    "NameMapping",
    "Paragraph",
    "Phase",
    "PublishedNarrative",
    "Pulse",
    "PulseBallot",
    "PulseItemResult",
    "PulseParticipation",
    "Strength",
]
