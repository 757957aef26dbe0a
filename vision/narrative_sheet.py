"""The vision on paper: a published version as a tagged PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from learningculture.templatetags.look import day
from learningculture.typeset import composed, font_for, typeset
from vision.draft import PublishedBlock, published_blocks
from vision.models import PublishedNarrative
from vision.written_text import as_parts

TEMPLATE = Path(__file__).parent / "narrative.typ"


def narrative_pdf(version: PublishedNarrative, *, school_name: str) -> bytes:
    """The PDF, A4 upright: title, the parts that are written, commitments by who makes them."""
    title = composed(_("Our vision for learning"))
    blocks = published_blocks(version.content)
    words = {"number": version.version, "day": day(version.published_at)}
    data = {
        "title": title,
        "school": composed(school_name),
        "foot": composed(_("Version %(number)d · %(day)s") % words),
        "face": font_for(title + composed(school_name)),
        "blocks": [_block(block) for block in blocks],
    }
    return typeset(TEMPLATE, data)


def _block(block: PublishedBlock) -> dict[str, Any]:
    promised = [wording for each in block.commitments for wording in each.wordings]
    return {
        "title": composed(str(block.block.label)),
        "face": font_for(" ".join(composed(" ".join([*block.paragraphs, *promised])).split())),
        "parts": [part for text in block.paragraphs for part in as_parts(composed(text))],
        "promised": [
            {"who": composed(str(promised.who)), "wordings": [composed(each) for each in promised.wordings]}
            for promised in block.commitments
        ],
    }
