"""Switching: a scenario, its members and its contracts as they are played, mechanisms switched off.

A switch is a plain transformation of what a run is given. What it returns need not be writable in a
file: a cost may be infinite. The ledger keeps the scenario as it was given, with what was switched off.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from simulator.domain.channel import Contract, Member
from simulator.domain.shelves import SWITCHES
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
    """Return a switch that changes the scenario, from a function whose docstring says what is then so."""
    return Switch(_said(change), scenario=change)


def of_members(change: Callable[[Member], Member]) -> Switch:
    """Return a switch that changes every member drawn."""
    return Switch(_said(change), member=change)


def of_contracts(change: Callable[[Contract], Contract]) -> Switch:
    """Return a switch that changes every contract drawn."""
    return Switch(_said(change), contract=change)


def as_played(scenario: Scenario) -> Scenario:
    """Return the scenario with what its `without` names switched off; what is named stays named."""
    for switch in _thrown(scenario):
        scenario = switch.scenario(scenario)
    return scenario


def members_as_played(scenario: Scenario, members: list[Member]) -> list[Member]:
    """Return the members drawn, as a scenario's switches leave them."""
    for switch in _thrown(scenario):
        members = [switch.member(member) for member in members]
    return members


def contracts_as_played(scenario: Scenario, contracts: list[Contract]) -> list[Contract]:
    """Return the contracts drawn, as a scenario's switches leave them."""
    for switch in _thrown(scenario):
        contracts = [switch.contract(contract) for contract in contracts]
    return contracts


def with_response(given: Scenario, **changed: Any) -> Scenario:
    """Return a scenario in which people take up and forget in another way."""
    return given.model_copy(update={"response": given.response.model_copy(update=changed)})


def with_segments(given: Scenario, **changed: Any) -> Scenario:
    """Return a scenario in which all segments have some settings in common."""
    people = {name: segment.model_copy(update=changed) for name, segment in given.segments.items()}
    return given.model_copy(update={"segments": people})


def with_products(given: Scenario, **changed: Any) -> Scenario:
    """Return a scenario in which all products have some settings in common."""
    products = {name: product.model_copy(update=changed) for name, product in given.products.items()}
    return given.model_copy(update={"products": products})


def _thrown(scenario: Scenario) -> Iterator[Switch]:
    """Yield the switches that a scenario names, in the order of their names, whatever the order given."""
    for name in sorted(set(scenario.without)):
        yield SWITCHES.get(name)


def _said(change: Callable[..., Any]) -> str:
    return " ".join((change.__doc__ or "").split())
