"""Pictures are decoded, made small and written anew."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile

from tests.factories.tracking import NOW
from tests.personas import Personas
from tracking.models import Picture
from tracking.pictures import LARGEST_FILE, LONGEST_SIDE, MOST_PIXELS, keep_picture, read_picture


def upload(content: bytes, name: str = "work.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def drawn(size: tuple[int, int] = (40, 30), kind: str = "JPEG", mode: str = "RGB", **more: object) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, 3 if mode in "LP" else "red").save(written, kind, **more)
    return written.getvalue()


def test_a_photograph_becomes_small_and_loses_what_the_camera_said() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Camera of Amy", 6
    exif.get_ifd(0x8825)[1] = "N"
    read = read_picture(upload(drawn((3000, 2000), exif=exif, comment=b"at home")))
    assert (read.width, read.height) == (853, LONGEST_SIDE)
    kept = Image.open(io.BytesIO(read.content))
    assert kept.format == "WEBP"
    assert not kept.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(kept.info)
    assert b"Camera of Amy" not in read.content


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("GIF", "P"), ("WEBP", "RGB")])
def test_other_kinds_are_read_too(kind: str, mode: str) -> None:
    assert read_picture(upload(drawn(kind=kind, mode=mode))).width == 40


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html><script>alert(1)</script></html>",
        drawn()[:300],
        drawn(kind="BMP"),
        drawn(kind="TIFF"),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError, match="not a picture that we can read"):
        read_picture(upload(content))


def test_a_bomb_is_refused_before_it_unfolds(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = drawn((9000, 9000), kind="PNG", mode="1")
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda *_: pytest.fail("decoded"))
    assert MOST_PIXELS < 9000 * 9000
    with pytest.raises(ValidationError, match="too many pixels"):
        read_picture(upload(bomb))
    with pytest.raises(ValidationError, match=r"not a picture|too many"):
        read_picture(upload(drawn((20_000, 9000), kind="PNG", mode="1")))


def test_a_large_file_is_not_even_read() -> None:
    with pytest.raises(ValidationError, match="5 MB"):
        read_picture(upload(b"\xff" * (LARGEST_FILE + 1)))


@given(st.binary(max_size=400), st.integers(0, 600))
def test_a_damaged_file_is_a_picture_or_refused(noise: bytes, at: int) -> None:
    whole = drawn()
    try:
        assert read_picture(upload(whole[:at] + noise + whole[at + len(noise) :])).width
    except ValidationError as refusal:
        assert refusal.messages[0]


def test_keep_picture_wants_words_for_those_who_cannot_see_it(people: Personas) -> None:
    read = read_picture(upload(drawn()))
    with pytest.raises(ValidationError, match="what the picture shows"):
        keep_picture(student=people.student, read=read, words=" ", by=people.teacher, now=NOW)
    kept = keep_picture(student=people.student, read=read, words=" A  bridge ", by=people.teacher, now=NOW)
    saved = Picture.objects.get()
    assert (saved, saved.words, bytes(saved.content), saved.kind) == (kept, "A bridge", read.content, "image/webp")
