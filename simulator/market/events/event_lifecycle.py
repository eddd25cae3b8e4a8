"""Event lifecycle: from waiting to in force to over.

    waiting → in force → taken back (ended, reverted), or left in force (kept, expanded)

A dated event begins in its week; one on a condition when that has held in so many weeks running, judged at
the opening of a week by what was written up to the last. With `repeats` it waits anew once it is taken back.
"""

from collections.abc import Iterator

from simulator.market.entry_exit.departure import depart
from simulator.market.events.pilots import begin_pilot, effect_so_far
from simulator.market.events.triggers import reading, write_reading
from simulator.market.state.active_interventions import ActiveIntervention
from simulator.market.state.event_state import EventState, Pilot
from simulator.market.state.protocols import RelationState


def advance(state: RelationState, course: EventState) -> Iterator[str]:
    """Let an event take the step that is due this week; yield the members that open."""
    if course.is_settled:
        return
    if course.began is None:
        if is_due(state, course):
            yield from begin(state, course)
        return
    if course.pilot is not None and course.event.then is not None:
        read_pilot(state, course, course.pilot)
    if course.event.lasts is not None and state.week == course.began + course.event.lasts:
        yield from conclude(state, course)


def is_due(state: RelationState, course: EventState) -> bool:
    """Say whether an event begins this week."""
    when = course.event.when
    if when is None:
        return course.event.week == state.week
    last = state.week - 1
    if last < when.over:
        return False
    value = reading(state, when.metric, (last - when.over + 1, last), when.by, when.key)
    course.held = course.held + 1 if when.holds(value) else 0
    if course.held < when.weeks:
        return False
    write_reading(state, course.name, when.metric, when.key or "", value)
    return True


def begin(state: RelationState, course: EventState) -> Iterator[str]:
    """Put an event into force; a departure is settled with it."""
    course.began, course.held = state.week, 0
    write_step(state, course, "started")
    leaver = course.action.removes()
    if leaver is not None:
        depart(state, leaver, "event")
    course.is_settled = not course.action.is_reversible or course.event.lasts is None
    if course.event.then is not None:
        course.pilot = begin_pilot(state, course.name, course.scope, course.event)
        for region in course.pilot.control:
            write_step(state, course, "control", region)
    if course.action.is_reversible:
        state.active_interventions.add(course.name, ActiveIntervention(course.action, course.scope))
    yield from members_opened(state, course)


def members_opened(state: RelationState, course: EventState) -> Iterator[str]:
    """Yield the members that an event opens where it is in force; others than outlets everywhere."""
    for name in course.opens:
        member, where = state.header.member(name), state.active_interventions.active[course.name].scope.where
        if member.format is None or where.has(member):
            yield name


def read_pilot(state: RelationState, course: EventState, pilot: Pilot) -> None:
    """Read a pilot's effect so far, and count for how many weeks it has kept its limit."""
    then = course.event.then
    effect = effect_so_far(state, course.name, pilot)
    course.held = course.held + 1 if then is not None and then.condition.holds(effect) else 0


def conclude(state: RelationState, course: EventState) -> Iterator[str]:
    """End an event when its weeks are over; a pilot is kept, expanded or reverted by its effect."""
    then = course.event.then
    if then is None:
        revert(state, course, "ended")
        return
    verdict = then.do if course.held >= then.condition.weeks else then.otherwise
    if verdict == "revert":
        revert(state, course, "reverted")
        return
    course.is_settled = True
    if verdict == "keep":
        write_step(state, course, "kept")
        return
    write_step(state, course, "expanded")
    state.active_interventions.widen(course.name)
    yield from members_opened(state, course)


def revert(state: RelationState, course: EventState, step: str) -> None:
    """Revert an event: remove its intervention; the members it opened depart, nearest to customers first."""
    write_step(state, course, step)
    state.active_interventions.remove(course.name)
    for name in reversed(course.opens):
        if not state.header.member(name).shared:
            depart(state, name, "event over")
            state.uncalled.add(name)
    course.began, course.held, course.pilot = None, 0, None
    course.is_settled = not course.event.repeats


def write_step(state: RelationState, course: EventState, step: str, whom: str = "") -> None:
    """Write a step of an event down."""
    state.ledger.record("intervention", week=state.week, event=course.name, step=step, target=whom)
