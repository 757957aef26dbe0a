"""A table of results on a phone: its columns stand below each other, nothing scrolls sideways."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenAs, assert_accessible
from tests.personas import Personas
from tests.tracking.addresses import address

CSV = "Forename,Surname,Reading\r\nIdris,Costa,101\r\n"


@pytest.mark.browser
def test_columns_of_a_table_are_named_on_a_phone(open_as: OpenAs, school_people: Personas) -> None:
    page = open_as(school_people.head, address(school_people, "attainment"), width="phone")
    page.get_by_label("Table of results").set_input_files(
        {"name": "spring.csv", "mimeType": "text/csv", "buffer": CSV.encode()}
    )
    page.get_by_role("button", name="Look at the columns").tap()
    table = page.get_by_role("region", name="Each column")
    table.wait_for()
    assert table.evaluate("box => box.scrollWidth - box.clientWidth") <= 0
    assert page.get_by_label("Reading").bounding_box()["height"] >= 44  # type: ignore[index]
    assert_accessible(page)
