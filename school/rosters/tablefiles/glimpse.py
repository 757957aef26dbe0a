"""What a person needs to see of a table to say what its columns are, small enough to be kept while they think.

Columns that hold passwords, telephone numbers, families' details, addresses or birth dates show nothing, not even a
sample, and cannot be chosen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from school.rosters.incoming import SECRET_WORDS
from school.rosters.tablefiles.dates import order_of
from school.rosters.tablefiles.fields import plain
from school.rosters.tablefiles.opening import TableFile
from school.rosters.tablefiles.recognising import BY_KIND, FAMILIES, OTHER, family_of, signature_of
from school.rosters.tablefiles.upn import is_shaped

NEVER_READ = re.compile(r"birth|\bdob\b|address|postcode|post code|ethnic|religio|medical")
LABELS = {family.key: family.label for family in (*FAMILIES, *BY_KIND.values(), OTHER)}
SAMPLES = 3
MOST_VALUES = 60
"""Different values that a coded column can have. School systems have fewer; names and numbers have more."""


@dataclass(frozen=True)
class Glimpse:
    """``values`` count the different cells of columns that have few; ``orders`` say how each column's dates read."""

    file: str
    kind: str
    family: str
    source: str
    signature: str
    rows: int
    header: tuple[str, ...]
    samples: Mapping[str, list[str]] = field(default_factory=dict)
    values: Mapping[str, dict[str, int]] = field(default_factory=dict)
    orders: Mapping[str, str | None] = field(default_factory=dict)
    encoding: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Glimpse:
        return cls(**{**kept, "header": tuple(kept["header"])})

    @property
    def label(self) -> Any:
        """Whose export it looks like, in words."""
        return LABELS[self.family]


def is_secret(column: str) -> bool:
    """Whether a column holds what is never read."""
    said = plain(column)
    return any(word in said for word in SECRET_WORDS) or bool(NEVER_READ.search(said))


def glimpse_of(table: TableFile) -> Glimpse:
    family = family_of(table)
    samples: dict[str, list[str]] = {}
    values: dict[str, dict[str, int]] = {}
    orders: dict[str, str | None] = {}
    for column in table.header:
        counts = Counter(table.column(column))
        if is_secret(column):
            samples[column] = []
            continue
        samples[column] = [_veiled_sample(value) for value in counts if value][:SAMPLES]
        orders[column] = order_of(counts)
        if len(counts) <= MOST_VALUES and not any(is_shaped(value) for value in counts):
            values[column] = dict(counts)
    return Glimpse(
        file=table.file,
        kind=table.kind,
        family=family.key,
        source=family.source,
        signature=signature_of(table.header, table.kind),
        rows=len(table.rows),
        header=table.header,
        samples=samples,
        values=values,
        orders=orders,
        encoding=table.encoding,
    )


def _veiled_sample(value: str) -> str:
    """As it stands; of a UPN only so much that it is recognised as one."""
    return f"{value[:4]}…" if is_shaped(value) else value


def combined_order(orders: Iterable[str | None]) -> str | None:
    """What several date columns of one file prove together: one proof holds for all, two against each other none."""
    found = set(orders) - {""}
    proofs = found - {None}
    if len(proofs) == 1:
        return proofs.pop()
    return None if found else ""
