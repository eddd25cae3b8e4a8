"""Overlap notes: two events of one kind that are in force at the same outlets in the same weeks.

Actions are layers, so both hold, the later one laid over the earlier: two price changes multiply, of two
price floors the later one stands. Right as it is, and now and then not meant.
"""

from collections.abc import Iterable, Iterator

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.events.intervention import Action
from simulator.domain.registries import NOTES
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.market.state.event_state import scope_of
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.events import Event
from simulator.scenario.schema import Scenario

FOR_GOOD = 10**9


@NOTES.register("overlaps")
def overlap_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield events that lie over an earlier one of their kind, when, where and what both come to."""
    scenario, offers = channel.scenario, offers_of(channel.members, channel.drawn)
    dated = [(at, event) for at, event in enumerate(scenario.events) if event.week is not None]
    for number, (at, event) in enumerate(dated):
        for before, other in dated[:number]:
            if type(event.action) is not type(other.action) or not event.action.has_scope:
                continue
            weeks = shared_weeks(other, event, scenario.weeks)
            outlets = shared_outlets(scenario, offers, other, event)
            if weeks and outlets:
                many = "one outlet" if outlets == 1 else f"{outlets} outlets"
                when = f"lies over events.{before} in weeks {weeks[0]} to {weeks[-1]} at {many}"
                yield ("events", at), f"{when}: {what_they_come_to(other.action, event.action)}"


def offers_of(members: Iterable[Member], contracts: Iterable[Contract]) -> list[tuple[Member, set[str]]]:
    """Return each outlet with the products that it can ever have."""
    supplied: dict[str, set[str]] = {}
    for contract in contracts:
        supplied.setdefault(contract.buyer, set()).update(contract.prices)
    return [(member, supplied.get(member.name, set())) for member in members]


def shared_weeks(one: Event, other: Event, last: int) -> range:
    """Return the weeks of a run in which both are in force."""
    starts = [event.week or 1 for event in (one, other)]
    ends = [start + (event.lasts or FOR_GOOD) for start, event in zip(starts, (one, other), strict=True)]
    return range(max(starts), min(*ends, last + 1))


def shared_outlets(
    scenario: Scenario, offers: list[tuple[Member, set[str]]], one: Event, other: Event
) -> int:
    """Return at how many outlets both concern a product."""
    scopes = [scope_of(scenario, event) for event in (one, other)]
    return sum(
        any(all(scope.has_offer(member, product) for scope in scopes) for product in products)
        for member, products in offers
    )


def what_they_come_to(before: Action, after: Action) -> str:
    """Say what both do together: to a price that either changes, else that the later one is laid over."""
    both, alone = after.asks(before.asks(1.0)), after.asks(1.0)
    if both != alone or alone != 1.0:
        return f"what is asked is {both:g} of what it would be"
    return "the later one is laid over the earlier"
