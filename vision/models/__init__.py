"""The vision's rows."""

from vision.models.behaviours import Behaviour, Focus, Framework, Phase
from vision.models.narrative import Block, Commitment, Paragraph, PublishedNarrative
from vision.models.promises import LeaderCommitment
from vision.models.pulses import Pulse, PulseBallot, PulseItemResult, PulseParticipation

__all__ = [
    "Behaviour",
    "Block",
    "Commitment",
    "Focus",
    "Framework",
    "LeaderCommitment",
    "Paragraph",
    "Phase",
    "PublishedNarrative",
    "Pulse",
    "PulseBallot",
    "PulseItemResult",
    "PulseParticipation",
]
