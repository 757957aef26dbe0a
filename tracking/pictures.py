"""Pictures of work: read by real decoding, made small, stripped of what a camera adds."""

from __future__ import annotations

import datetime
import io
import warnings
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from school.models import Member
from tracking.models import Picture

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes handed in: what a telephone takes."""

MOST_PIXELS = 50_000_000
"""Of the file: the largest usual camera. A small file can unfold to far more."""

MOST_DECODED = 16_000_000
"""Pixels in memory at once, four bytes each. A photograph (JPEG) is decoded smaller at once; other kinds cannot be."""

LONGEST_SIDE = 1280
"""Pixels kept: enough to read a page of handwriting on a screen."""

QUALITY = 80

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
KIND = "image/webp"
LONGEST_WORDS = 140


@dataclass(frozen=True)
class ReadPicture:
    """A picture as it will be kept: fresh bytes, nothing of the file that came."""

    content: bytes
    width: int
    height: int
    kind: str = KIND


def read_picture(file: Any) -> ReadPicture:
    """Decode an uploaded file, turn it upright, make it small and write it anew. Refuses whatever is no picture."""
    if file.size > LARGEST_FILE:
        raise ValidationError(_("The picture is larger than 5 MB. Take a smaller one."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _written_anew(io.BytesIO(file.read()))
    except ValidationError:
        raise
    except Exception as problem:
        # A hostile file can make a decoder fail in any way; all of them mean that it is no picture for us.
        raise ValidationError(
            _("This file is not a picture that we can read. Use JPEG, PNG, WebP or GIF.")
        ) from problem


def _written_anew(given: io.BytesIO) -> ReadPicture:
    with Image.open(given, formats=FORMATS) as image:
        too_large = image.width * image.height > MOST_PIXELS
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        if too_large or image.width * image.height > MOST_DECODED:
            raise ValidationError(_("The picture has too many pixels. Take a smaller one."))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        opaque = _on_white(upright)
    written = io.BytesIO()
    opaque.save(written, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return ReadPicture(written.getvalue(), opaque.width, opaque.height)


def _on_white(image: Image.Image) -> Image.Image:
    """Only colours in a fresh image: no alpha, palette, comment or profile comes along."""
    layer = image.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def keep_picture(*, student: Member, read: ReadPicture, words: str, by: Member, now: datetime.datetime) -> Picture:
    """One student's own copy, with words for those who cannot see it."""
    words = " ".join(words.split())
    if not 0 < len(words) <= LONGEST_WORDS:
        raise ValidationError(_("Say in a few words what the picture shows, for those who cannot see it."))
    return Picture.objects.create(
        school_id=student.school_id,
        student=student,
        added_by=by,
        added_at=now,
        kind=read.kind,
        width=read.width,
        height=read.height,
        content=read.content,
        words=words,
    )
