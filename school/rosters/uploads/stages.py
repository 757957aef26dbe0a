"""The named steps of an upload, and which of them a worker takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from school.models import RosterUpload

State = RosterUpload.State


@dataclass(frozen=True)
class Stage:
    """One named step; ``state`` is the upload's while it waits for this step."""

    key: str
    label: Any
    state: str


STAGES = (
    Stage("open", _("Opening the file"), State.RECEIVED),
    Stage("columns", _("You say what the columns are"), State.ASKING),
    Stage("read", _("Reading every row"), State.COMPARING),
    Stage("compare", _("Comparing with the school"), State.COMPARING),
    Stage("yes", _("You look at the difference and say yes"), State.READY),
    Stage("write", _("Bringing it in"), State.IMPORTING),
    Stage("delete", _("Deleting the file"), State.IMPORTING),
)
PLACE = {stage.key: place for place, stage in enumerate(STAGES)}


def go_to_stage(upload: RosterUpload, key: str) -> None:
    """Set stage and state together."""
    upload.stage, upload.state = PLACE[key], STAGES[PLACE[key]].state


def progress_of(upload: RosterUpload) -> list[tuple[Stage, str]]:
    """Each step: done, now, failed or still to do. A OneRoster package needs no word about its columns."""
    stopped = upload.state in (State.STOPPED, State.REFUSED, State.DROPPED)
    states = []
    for place, stage in enumerate(STAGES):
        if stage.key == "columns" and upload.family == "oneroster":
            continue
        now = "failed" if stopped else "now"
        done = place < upload.stage or upload.state == State.DONE
        states.append((stage, "done" if done else now if place == upload.stage else "todo"))
    return states
