"""Concerns are in the data map, and neither pack nor erasure reaches them."""

from school.privacy.data_map import Ending
from school.safeguarding.personal import CARE


def test_concerns_stay_apart() -> None:
    apart = {record.model: (record.in_pack, record.ending) for record in CARE if "Concern" in record.model}
    assert apart == {"school.Concern": (False, Ending.KEEP), "school.ConcernStep": (False, Ending.KEEP)}
