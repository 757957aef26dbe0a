"""Minimum sizes below which a figure is withheld, and the sentence that stands in its place."""

from collections.abc import Mapping

from learningculture.disclosure import (
    FEWEST_ANSWERS_ABOUT_LEADERS,
    FEWEST_ANSWERS_IN_GROUP,
    FEWEST_INVITED_IN_GROUP,
    Turnout,
)
from learningculture.disclosure import Withheld as Withheld

# Pupils. Inside the school names are known to staff with a duty; outside it a cell must hide them (domain.md §6.0).
MIN_PUPILS_INSIDE = 10
MIN_PUPILS_OUTSIDE = 20
# Pupils. Outside the school the rest of the partition must hide people too (promises.md §3.4).
MIN_PUPILS_REMAINDER = 10
# Pupils. Below this the interval is so wide that a verdict would be chance (domain.md §6.0).
MIN_PUPILS_VERDICT = 30
# Pupils. A pupil who sees a class average must not work out a classmate (promises.md §3.4).
MIN_PUPILS_CLASS_AVERAGE = 15

# Answers. Staff pulse, whole school, with at least half of those invited (domain.md §6.0).
MIN_STAFF_ANSWERS = 5
MIN_STAFF_RESPONSE = 0.5
# Answers and invited. A split needs more than promises.md §3.2 R1 asks (8 invited).
MIN_SPLIT_ANSWERS = FEWEST_ANSWERS_IN_GROUP
MIN_SPLIT_INVITED = FEWEST_INVITED_IN_GROUP
# Answers, as told. Questions about a nameable leader: three who agree must not learn that nobody else does (R6).
MIN_LEADER_ANSWERS = FEWEST_ANSWERS_ABOUT_LEADERS
# Staff. In a smaller school everybody knows everybody's hand: the pulse is off (R8).
MIN_STAFF_FOR_PULSE = 8
# Answers in both waves. Under this a trend is one person changing their mind (R5).
MIN_TREND_ANSWERS = 10
# Answers, and comments among them, before any comment is shown.
MIN_COMMENT_ANSWERS = 10
MIN_COMMENTS = 3

# Visits, hosts, evidence items behind a figure (domain.md §6.0).
MIN_VISITS = 10
MIN_HOSTS = 5
MIN_EVIDENCE_ITEMS = 20
# Teachers and observations in a cell, and the most one teacher may give of it (promises.md §3.3).
MIN_TEACHERS = 5
MIN_OBSERVATIONS = 10
MAX_TEACHER_SHARE = 0.40
# Schools in a network cell and the most one may give: promises.md §3.4 is stricter than domain.md §6.0 (3 and 60 %).
MIN_SCHOOLS = 5
MAX_SCHOOL_SHARE = 0.35


def withheld_below(count: int, minimum: int, unit: str) -> Withheld | None:
    """None when `count` reaches `minimum`; `unit` is the plural that the reader knows, such as "pupils"."""
    return Withheld(f"Withheld: fewer than {minimum} {unit}.") if count < minimum else None


def withheld_pulse(answers: int, *, invited: int, about_leader: bool = False) -> Withheld | None:
    """Whole-school pulse: None when it may be shown. More answers than invitations raise ValueError."""
    _check_answers(answers, invited)
    if invited < MIN_STAFF_FOR_PULSE:
        return Withheld(f"Withheld: the pulse is off in schools with fewer than {MIN_STAFF_FOR_PULSE} staff.")
    few = withheld_below(answers, MIN_STAFF_ANSWERS, "answers")
    if about_leader:
        few = withheld_below(Turnout(answers, invited).least, MIN_LEADER_ANSWERS, "answers")
    return few or _withheld_for_response(answers, invited)


def withheld_pulse_split(answers: int, *, invited: int, about_leader: bool = False) -> Withheld | None:
    """One declared group of a pulse: None when it may be shown, the linear check permitting."""
    _check_answers(answers, invited)
    if about_leader:
        return Withheld("Withheld: questions about a leader are shown for the whole school only.")
    if invited < MIN_SPLIT_INVITED:
        return Withheld(f"Withheld: fewer than {MIN_SPLIT_INVITED} people were invited.")
    return withheld_below(answers, MIN_SPLIT_ANSWERS, "answers") or _withheld_for_response(answers, invited)


def withheld_trend(answers_now: int, answers_then: int) -> Withheld | None:
    """Change of a pulse group between two waves: None when both have enough answers."""
    return withheld_below(min(answers_now, answers_then), MIN_TREND_ANSWERS, "answers in one of the two waves")


def withheld_comments(answers: int, comments: int) -> Withheld | None:
    """Comments of a whole-school pulse: None when they may be shown."""
    return withheld_below(answers, MIN_COMMENT_ANSWERS, "answers") or withheld_below(comments, MIN_COMMENTS, "comments")


def withheld_teacher_cell(
    observations: Mapping[str, int], *, written_by_viewer: Mapping[str, int] | None = None
) -> Withheld | None:
    """
    Department or phase × practice × half-term: None when it may be shown to this viewer.

    Input: observations per teacher, and how many of each the viewer wrote, since an observer knows their own notes:
    the cell must stand with and without them. A viewer with more notes than observations raises ValueError.
    Source: promises.md §3.3.
    """
    wrote = written_by_viewer or {}
    others = {teacher: count - wrote.get(teacher, 0) for teacher, count in observations.items()}
    if any(count < 0 for count in others.values()) or wrote.keys() - observations.keys():
        raise ValueError("A viewer cannot have written more observations than there are.")
    return _withheld_for_teachers(observations) or _withheld_for_teachers(others)


def withheld_pupil_cell_outside(cell: int, remainder: int) -> Withheld | None:
    """A cell that leaves the school, and what is left of its partition: None when it may be shown."""
    if 0 < remainder < MIN_PUPILS_REMAINDER:
        return Withheld(f"Withheld: fewer than {MIN_PUPILS_REMAINDER} pupils are outside this group.")
    return withheld_below(cell, MIN_PUPILS_OUTSIDE, "pupils")


def withheld_network_cell(counts: Mapping[str, int]) -> Withheld | None:
    """Counts per school of a cell that compares schools: None when it may be shown."""
    giving = [count for count in counts.values() if count > 0]
    few = withheld_below(len(giving), MIN_SCHOOLS, "schools")
    if few or max(giving) / sum(giving) <= MAX_SCHOOL_SHARE:
        return few
    return Withheld(f"Withheld: one school gives more than {MAX_SCHOOL_SHARE:.0%} of it.")


def _withheld_for_teachers(observations: Mapping[str, int]) -> Withheld | None:
    giving = [count for count in observations.values() if count > 0]
    few = withheld_below(len(giving), MIN_TEACHERS, "teachers")
    few = few or withheld_below(sum(giving), MIN_OBSERVATIONS, "observations")
    if few or max(giving) / sum(giving) <= MAX_TEACHER_SHARE:
        return few
    return Withheld(f"Withheld: one teacher gives more than {MAX_TEACHER_SHARE:.0%} of the observations.")


def _withheld_for_response(answers: int, invited: int) -> Withheld | None:
    if answers / invited >= MIN_STAFF_RESPONSE:
        return None
    return Withheld(f"Withheld: fewer than {MIN_STAFF_RESPONSE:.0%} of those invited answered.")


def _check_answers(answers: int, invited: int) -> None:
    if not 0 <= answers <= invited:
        raise ValueError(f"{answers} answers from {invited} invited.")
