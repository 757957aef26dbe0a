"""What the permissions page says of addresses is what their views bear."""

from school.access import RULES, Permission
from school.office.stamps import pages_by_permission, printed_rules
from tests.attacks.test_matrix import IN_SCHOOL


def test_every_address_of_a_school_stands_under_its_permission() -> None:
    pages = pages_by_permission()
    stamped = {entry.callback.access for entry in IN_SCHOOL.values()}
    assert set(pages) == stamped | {Permission.HELP_THE_OFFICE}
    assert "visits/…/record/" in [page.path for page in pages[Permission.VISIT]]


def test_rules_are_printed_in_order_with_a_cell_for_each_role() -> None:
    printed = printed_rules()
    assert [one.rule for one in printed] == list(RULES)
    assert {len(one.cells) for one in printed} == {10}


def test_again_is_told() -> None:
    again = {name: entry.callback.again for name, entry in IN_SCHOOL.items()}
    told = any(page.again for pages in pages_by_permission().values() for page in pages)
    assert told == any(again.values())
