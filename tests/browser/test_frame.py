"""The frame of every page."""

import pytest

from tests.browser.conftest import OpenAs, assert_accessible
from tests.personas import Personas


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_sign_in_page_is_accessible(open_as: OpenAs, school_people: Personas, width: str, scheme: str) -> None:
    page = open_as(None, "/account/login/", width=width, scheme=scheme)
    assert_accessible(page)


@pytest.mark.browser
def test_start_page_opens_for_the_head(open_as: OpenAs, school_people: Personas) -> None:
    page = open_as(school_people.head, "/")
    assert page.url.endswith("/s/harbour-lane/")
    assert_accessible(page)
