"""Changes made together, and undone together: ``with batch_of_changes(…)`` around the writes, ``undo_batch(…)`` later.

Any tenant table whose changes are audited takes part; nothing needs to be declared. A batch lives in one transaction
and writes what is referred to before what refers to it (and deletes the other way round), as Django does by itself.
"""

from school.batches.marking import batch_of_changes
from school.batches.undo import (
    Kept,
    Undone,
    batches_in,
    can_be_undone,
    check_can_be_undone,
    told_again,
    undo_batch,
    undone_of,
)

__all__ = [
    "Kept",
    "Undone",
    "batch_of_changes",
    "batches_in",
    "can_be_undone",
    "check_can_be_undone",
    "told_again",
    "undo_batch",
    "undone_of",
]
