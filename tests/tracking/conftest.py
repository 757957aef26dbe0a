"""What several tests of tracking stand on."""

import pytest

from tests.factories.vision import make_framework
from tests.personas import Personas


@pytest.fixture
def ready(people: Personas) -> Personas:
    make_framework(school=people.school)
    return people
