"""Two pulses of one school, one after the other, as somebody reads them who keeps every page and knows every person.

What this reader knows is all that is told of both (read from the page's own sentences), who was invited to each and in
which group, and, to be hard on the product, that nobody changed their mind in between. Who answered they cannot know:
that was sealed and is destroyed.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from learningculture.disclosure import sealed_limit
from vision.counting import release
from vision.models import Pulse, PulseItemResult
from vision.pulse_items import PULSE_ITEMS
from vision.results import ItemReading, readings_of, response_of

TEACHING, SUPPORT, NOWHERE = "work:teaching", "work:support", ""
ITEMS = [{"key": item.key, "wording": str(item.wording)} for item in PULSE_ITEMS]
FEWEST_IN_GROUP = 12


@dataclass(frozen=True)
class Person:
    """One of the staff, and what they think of a statement: 1 to 5."""

    name: int
    thinks: int
    group: str = TEACHING

    @property
    def agrees(self) -> bool:
        return self.thinks >= 4


@dataclass(frozen=True)
class Sitting:
    """A pulse with those invited and those who answered; ``item`` is the one that is attacked."""

    invited: list[Person]
    answered: list[Person]
    item: str = "p1"
    results: list[PulseItemResult] = field(default_factory=list, compare=False)

    @property
    def groups(self) -> Counter[str]:
        return Counter(person.group for person in self.invited)

    def closed(self) -> Pulse:
        """The pulse as the close leaves it, without a database."""
        asked = [{"key": key, "label": key, "invited": n} for key, n in self.groups.items() if n >= FEWEST_IN_GROUP]
        pulse: Any = Pulse(pk=1, school_id=1, items=ITEMS, groups=asked, invited=len(self.invited), state="closed")
        pulse.answered = len(self.answered)
        in_group = {each["key"] for each in asked}
        sheets = [
            {"group": person.group if person.group in in_group else NOWHERE, self.item: person.thinks}
            for person in self.answered
        ]
        pulse._prefetched_objects_cache = {"results": release(pulse, sheets)}
        return pulse  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Told:
    """One share as somebody reads it: limits of the number of answers, and of the share in per cent."""

    answers: tuple[int, int]
    share: tuple[float, float]


def told_of(pulse: Pulse, item: str = "p1") -> dict[str, Told]:
    """Of the whole school, of each group shown, and of each step drawn; nothing that the page does not say."""
    reading = next(each for each, asked in zip(readings_of(pulse), pulse.items, strict=True) if asked["key"] == item)
    if reading.withheld:
        return {}
    found = {"": _told(reading.answers, reading.agree)}
    labels = {group["label"]: group["key"] for group in pulse.groups}
    found |= {labels[group.label]: _told(group.answers, group.agree, coarse=True) for group in reading.groups}
    return found | _steps(reading, found[""].answers)


def response_told(pulse: Pulse) -> tuple[int, int]:
    """Limits of how many answered."""
    return _between(response_of(pulse).partition(" of ")[0])


def _steps(reading: ItemReading, answers: tuple[int, int]) -> dict[str, Told]:
    return {f"step {step.shade}": Told(answers, (step.share - 0.5, step.share + 0.5)) for step in reading.steps}


def _told(answers: str, sentence: str, *, coarse: bool = False) -> Told:
    share = int(re.search(r"\d+", sentence).group())  # type: ignore[union-attr]
    if "or more" in sentence or "or fewer" in sentence:
        return Told(_between(answers), (share, 100) if "more" in sentence else (0, share))
    step = 5 if coarse or sentence.startswith("About") else 1
    limit = sealed_limit(_between(answers)[0])
    low = 100 - limit if share == 100 - limit + step else share - step / 2
    high = limit if share == limit - step else share + step / 2
    return Told(_between(answers), (low, high))


def _between(words: str) -> tuple[int, int]:
    low, _dash, high = words.partition("–")
    return int(low), int(high or low)


def random_staff(chance: random.Random, number: int) -> list[Person]:
    agreement = chance.choice((0.15, 0.4, 0.6, 0.85))
    thinks = [chance.choice((4, 5)) if chance.random() < agreement else chance.choice((1, 2, 3)) for _ in range(number)]
    support = chance.choice((0, 12, number // 2))
    return [Person(n, each, SUPPORT if n < support else TEACHING) for n, each in enumerate(thinks)]


def those_who_answer(chance: random.Random, invited: list[Person]) -> list[Person]:
    """From half of them to everybody."""
    number = chance.choice((len(invited), len(invited) - 1, chance.randint((len(invited) + 1) // 2, len(invited))))
    return chance.sample(invited, number)


def two_sittings(chance: random.Random) -> tuple[Sitting, Sitting, list[Person]]:
    """A pulse and the next one, between which one to four people came, went or changed their group; who these are."""
    staff = random_staff(chance, chance.randint(12, 45))
    newcomers = [Person(100 + n, chance.randint(1, 5), chance.choice((TEACHING, SUPPORT))) for n in range(4)]
    moved, came, went = chance.choice([(0, 1, 0), (0, 0, 1), (0, 1, 1), (1, 0, 0), (1, 1, 0), (2, 1, 1), (0, 2, 2)])
    chosen = chance.sample(staff, moved + went)
    stay = [person for person in staff if person not in chosen]
    after = stay + [_moved(person) for person in chosen[:moved]] + newcomers[:came]
    first = Sitting(staff, those_who_answer(chance, staff))
    habit = {person.name for person in first.answered} if chance.random() < 0.5 else set()
    again = [person for person in after if person.name in habit or person.name >= 100]
    second = Sitting(after, again if habit else those_who_answer(chance, after))
    return first, second, [*chosen, *newcomers[:came]]


def _moved(person: Person) -> Person:
    return Person(person.name, person.thinks, SUPPORT if person.group == TEACHING else TEACHING)


def subsets_below(sizes: dict[Any, int], k: int) -> Iterator[set[Any]]:
    """Every set of atoms with 1 to k − 1 people."""
    small: Iterable[Any] = [atom for atom, size in sizes.items() if 0 < size < k]
    sets: list[set[Any]] = [set()]
    for atom in small:
        sets += [each | {atom} for each in sets if sum(sizes[one] for one in each) + sizes[atom] < k]
    return (each for each in sets if each)
