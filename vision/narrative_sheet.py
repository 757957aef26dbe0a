"""The vision on paper: a published version as a tagged PDF."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from learningculture.typeset import composed, font_for, typeset
from vision.draft import PublishedBlock, PublishedParagraph, published_blocks
from vision.models import PublishedNarrative
from vision.written_text import as_parts

TEMPLATE = Path(__file__).parent / "narrative.typ"


def narrative_pdf(sheet: dict[str, Any]) -> bytes:
    """The PDF, A4 upright, of what :func:`sheet_of` has laid out."""
    return typeset(TEMPLATE, sheet)


def sheet_of(
    version: PublishedNarrative, *, school_name: str, credits: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What stands on the paper: title, the parts that are written, commitments by who makes them.

    ``credits`` as :func:`vision.credit.credits_in` gives them for whoever takes the paper.
    """
    title = composed(_("Our vision for learning"))
    blocks = published_blocks(version.content, credits)
    words = {"number": version.version, "day": date_format(localtime(version.published_at), "j F Y")}
    return {
        "title": title,
        "school": composed(school_name),
        "foot": composed(_("Version %(number)d · %(day)s") % words),
        "face": font_for(title + composed(school_name)),
        "blocks": [_block(block) for block in blocks],
    }


def _block(block: PublishedBlock) -> dict[str, Any]:
    words = [word for paragraph in block.paragraphs for word in (paragraph.text, paragraph.credit)]
    promised = [wording for each in block.commitments for wording in each.wordings]
    return {
        "title": composed(str(block.block.label)),
        "face": font_for(" ".join(composed(" ".join([*words, *promised])).split())),
        "parts": [part for paragraph in block.paragraphs for part in _parts(paragraph)],
        "promised": [
            {"who": composed(str(promised.who)), "wordings": [composed(each) for each in promised.wordings]}
            for promised in block.commitments
        ],
    }


def _parts(paragraph: PublishedParagraph) -> list[dict[str, Any]]:
    parts = as_parts(composed(paragraph.text))
    return [*parts, {"kind": "credit", "text": composed(paragraph.credit)}] if paragraph.credit else parts
