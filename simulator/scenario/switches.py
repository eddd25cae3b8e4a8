"""Switches: the scenario, members and contracts as they are played, with mechanisms switched off.

A switch transforms what a run is given; no mechanism asks whether it is on, so the market knows no switch.
What it returns need not be writable in a file: a cost may be infinite. The ledger's header keeps the scenario
as it was given, its `switched_off` included; metrics read products and prices from there.
What is played is its sample, too, where a customer stands for several people (`sample.py`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.events.intervention import Action
from simulator.domain.registries import SWITCHES
from simulator.scenario.events import Event
from simulator.scenario.sample import sample_of
from simulator.scenario.schema import Scenario


@dataclass(frozen=True)
class Switch:
    """What becomes of a scenario, of a member, of a contract, when a mechanism is switched off."""

    says: str
    """What is then so, in a sentence."""
    scenario: Callable[[Scenario], Scenario] = field(default=lambda given: given)
    member: Callable[[Member], Member] = field(default=lambda member: member)
    contract: Callable[[Contract], Contract] = field(default=lambda contract: contract)

    def __post_init__(self) -> None:
        object.__setattr__(self, "__doc__", self.says)


def of_scenario(change: Callable[[Scenario], Scenario]) -> Switch:
    """Return a switch that changes the scenario; the docstring of *change* describes its effect."""
    return Switch(_said(change), scenario=change)


def of_members(change: Callable[[Member], Member]) -> Switch:
    """Return a switch that changes every member drawn."""
    return Switch(_said(change), member=change)


def as_played(scenario: Scenario) -> Scenario:
    """Return the sample of the scenario, with what its `switched_off` names left out; that stays named."""
    played = sample_of(scenario)
    for switch in _active(scenario):
        played = switch.scenario(played)
    return played


def members_as_played(scenario: Scenario, members: list[Member]) -> list[Member]:
    """Return the members drawn, as a scenario's switches leave them."""
    for switch in _active(scenario):
        members = [switch.member(member) for member in members]
    return members


def contract_as_played(scenario: Scenario, contract: Contract) -> Contract:
    """Return a contract, drawn or agreed on anew, as a scenario's switches leave it."""
    for switch in _active(scenario):
        contract = switch.contract(contract)
    return contract


def events_without(given: Scenario, *verbs: str) -> list[Event]:
    """Return the events with actions that leave these verbs of `Action` unchanged."""
    return [event for event in given.events if not any(_changes(event.action, verb) for verb in verbs)]


def _active(scenario: Scenario) -> Iterator[Switch]:
    """Yield the switches that a scenario names, sorted by name."""
    for name in sorted(set(scenario.switched_off)):
        yield SWITCHES.get(name)


def _changes(action: Action, verb: str) -> bool:
    return getattr(type(action), verb) is not getattr(Action, verb)


def _said(change: Callable[..., Any]) -> str:
    return " ".join((change.__doc__ or "").split())
