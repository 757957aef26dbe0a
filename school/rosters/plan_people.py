"""The difference in people: new, changed, leaving. Fields that the school keeps for itself stay."""

from __future__ import annotations

import datetime

from school.models import Role
from school.rosters.planned import CharacteristicsChange, Closing, MemberChange, Plan, Withheld
from school.rosters.reading import Held
from school.rosters.stored import StoredMember
from school.rosters.wanted import MemberWanted

SENT_ROLES = (Role.STUDENT, Role.TEACHER, Role.TEACHING_ASSISTANT)
"""Roles a roster gives and takes away. Others are added by it and taken away by people only."""


def plan_people(plan: Plan, held: Held, on: datetime.date) -> None:
    for id, member in plan.wanted.members.items():
        known = plan.stored.members.get(id)
        if known is None:
            plan.members_added.append(member)
        elif id not in held.people and (change := _member_change(plan, known, member)):
            plan.members_changed.append(change)
    _plan_leavers(plan, held, on)
    _plan_characteristics(plan)


def _plan_leavers(plan: Plan, held: Held, on: datetime.date) -> None:
    scope, leaving = plan.wanted.scope, plan.wanted.leaving
    for id, known in plan.stored.members.items():
        if id in plan.wanted.members or known.left_on or id in held.people:
            continue
        in_scope = scope.students if Role.STUDENT in known.roles else scope.staff
        absent = in_scope and id not in plan.wanted.members_here and not held.anything
        if not (absent or id in leaving):
            continue
        last = max(leaving.get(id) or on, known.joined_on)
        if "left_on" in plan.stored.kept_of_member(known.id):
            plan.withheld.append(Withheld("member", id, "left_on", last))
        else:
            plan.members_leaving.append(Closing(known.id, last))


def _member_change(plan: Plan, known: StoredMember, member: MemberWanted) -> MemberChange | None:
    """What is missing in the file stays as it is; roles that people gave here stay too."""
    if known.left_on is None and _says_the_same(known, member):
        return None
    ours = MemberChange(
        known.id, known.given_name, known.family_name, known.preferred_name, tuple(known.roles), known.year_group,
        known.department, known.left_on,
    )  # fmt: skip
    given = {role for role in known.roles if role not in SENT_ROLES}
    roles = tuple(role.value for role in Role if role in given or role in member.roles)
    theirs = ours._replace(
        given_name=member.given_name,
        family_name=member.family_name,
        preferred_name=member.preferred_name or known.preferred_name,
        roles=ours.roles if set(roles) == set(ours.roles) else roles,
        year_group=known.year_group if member.year_group is None else member.year_group,
        department=member.department or known.department,
        left_on=None,
    )
    kept = {name: getattr(ours, name) for name in plan.stored.kept_of_member(known.id) if name in ours._fields}
    for name, value in kept.items():
        if getattr(theirs, name) != value:
            plan.withheld.append(Withheld("member", known.source_id, name, getattr(theirs, name)))
    change = theirs._replace(**kept)
    return None if change == ours else change


def _says_the_same(known: StoredMember, member: MemberWanted) -> bool:
    """The usual case, quickly."""
    return (
        member.family_name == known.family_name
        and member.given_name == known.given_name
        and member.preferred_name in ("", known.preferred_name)
        and member.year_group in (None, known.year_group)
        and member.department in ("", known.department)
        and list(member.roles) == known.roles
    )


def _plan_characteristics(plan: Plan) -> None:
    for id, said in sorted(plan.wanted.characteristics.items()):
        member = plan.stored.members.get(id)
        kept = plan.stored.kept_of_member(member.id) if member else frozenset[str]()
        known = plan.stored.characteristics.get(id)
        values = {name: value for name, value in said.items() if known is None or known[1][name] != value}
        withheld = sorted(values.keys() & kept)
        plan.withheld += [Withheld("member", id, name, values.pop(name)) for name in withheld]
        if known is None and values:
            plan.characteristics_added.append((id, values))
        elif known is not None and values:
            plan.characteristics_changed.append(CharacteristicsChange(known[0], {**known[1], **values}))
