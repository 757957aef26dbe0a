"""Printed pages: tagged, in a typeface that has the letters, with icons of the sprite."""

from pathlib import Path

import pytest

from learningculture.typeset import HOUSE, OTHER, drawing, font_for, typeset


@pytest.mark.parametrize(("name", "font"), [("Żółć", HOUSE), ("Siân Ŵyn", HOUSE), ("Nguyễn", OTHER), ("محمد", OTHER)])
def test_text_in_other_letters_gets_the_other_typeface(name: str, font: str) -> None:
    assert font_for(name) == font


def test_icon_is_drawn_from_the_sprite() -> None:
    assert drawing("sprout", ink="#123456").count("#123456") == 1
    with pytest.raises(KeyError):
        drawing("no-such-icon")


def test_data_is_never_markup_and_unknown_letters_are_boxes(tmp_path: Path) -> None:
    template = tmp_path / "page.typ"
    template.write_text(
        "#let d = json(bytes(sys.inputs.data))\n#set document(title: d.t)\n#set text(font: d.font)\n= #d.t"
    )
    assert typeset(template, {"t": "#panic() 小明 $x$"})[:5] == b"%PDF-"
    assert b"/StructTreeRoot" in typeset(template, {"t": "Harbour Lane"})
