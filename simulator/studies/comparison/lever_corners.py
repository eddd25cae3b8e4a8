"""Lever corners: a scenario with some levers of the marketing mix of another, and how it is played.

Settings that bear a lever are taken whole, list prices and events one by one. Traits of outlets that bear
one are exchanged on the channel as it is built (`market/setup/exchanged_levers.py`), since another route has
other outlets. What bears no lever is the world, and stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import networkx as nx

from simulator.base.input_error import InputError
from simulator.base.keyed_random import KeyedRandom
from simulator.base.renamed_luck import RenamedLuck, keys_of
from simulator.domain.channel.channel import ChannelError
from simulator.domain.lever import Lever, fields_of, lever_of
from simulator.domain.product.product import Product
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.schema import Scenario
from simulator.scenario.switches import as_played

if TYPE_CHECKING:
    from simulator.ledger.ledger import Ledger

type Levers = frozenset[Lever]


class LeversError(InputError, ValueError):
    """Levers of one scenario that do not fit into the other; the message says which and why."""


@dataclass(frozen=True)
class Corner:
    """A scenario with some levers of another."""

    scenario: Scenario
    donors: Mapping[Lever, Scenario] = field(default_factory=dict)
    """Scenario with the channel that outlets have a lever from, where it is not their own."""
    names_of: Scenario | None = None
    """Scenario with the outlet names that luck is drawn under; none: under their own."""

    def called(self, name: str) -> "Corner":
        """Return the corner under a name."""
        return Corner(self.scenario.model_copy(update={"name": name}), self.donors, self.names_of)

    def channel(self, dice: KeyedRandom | None = None) -> nx.DiGraph:
        """Return its channel, as some luck draws it. Raises LeversError if levers make none together."""
        from simulator.market.setup.exchanged_levers import ExchangedLevers  # noqa: PLC0415 - brings Mesa along

        try:
            return ExchangedLevers(self.donors)(as_played(self.scenario), dice or KeyedRandom(1))
        except ChannelError as wrong:
            raise LeversError(f"levers of '{self.scenario.name}' make no channel together: {wrong}") from None

    def dice(self, seed: int) -> KeyedRandom:
        """Return its luck: under the names of its own outlets, or of another scenario's."""
        if self.names_of is None:
            return KeyedRandom(seed)
        names = names_exchanged(Corner(self.scenario), Corner(self.names_of))
        return RenamedLuck(seed, keys=keys_of(names, self.scenario.products))


@dataclass(frozen=True)
class PlayCorners:
    """Play a corner on a seed; corners are told by the name of their scenario."""

    corners: Mapping[str, Corner]

    def __call__(self, scenario: Scenario, seed: int) -> "Ledger":
        """Return the ledger of a corner."""
        from simulator.market.setup.exchanged_levers import ExchangedLevers  # noqa: PLC0415 - brings Mesa along
        from simulator.market.simulate import simulate  # noqa: PLC0415

        corner = self.corners[scenario.name]
        return simulate(scenario, seed, dice=corner.dice(seed), build=ExchangedLevers(corner.donors))


def corner_of(one: Scenario, other: Scenario, taken: Levers) -> Corner:
    """Return the first scenario with some levers of the other: the route of one, traits of either."""
    has_other_route = Lever.REACH in taken
    donors = {
        lever: other if lever in taken else one for lever in Lever if (lever in taken) != has_other_route
    }
    return Corner(mixed(one, other, taken), donors)


def mixed(one: Scenario, other: Scenario, taken: Iterable[Lever]) -> Scenario:
    """Return the first scenario with the settings of some levers of the other.

    Raises LeversError for settings that do not fit into it.
    """
    levers = frozenset(taken)
    own, theirs = one.model_dump(mode="json"), other.model_dump(mode="json")
    fields = {name: theirs[name] for name in Scenario.model_fields if lever_of(Scenario, name) in levers}
    fields["products"] = {
        name: product | _of_product(theirs["products"].get(name, {}), levers)
        for name, product in own["products"].items()
    }
    if own["events"] != theirs["events"]:
        fields["events"] = [
            *(said for lever, said in _events(one) if lever not in levers),
            *(said for lever, said in _events(other) if lever in levers),
        ]
    try:
        return one.changed(**fields)
    except ScenarioError as misfit:
        faults = "; ".join(f"{fault.key}: {fault.text}" for fault in misfit.complaints)
        named = " and ".join(lever for lever in Lever if lever in levers)
        raise LeversError(f"the {named} of '{other.name}' do not fit into '{one.name}': {faults}") from None


def settings_of(given: Scenario, lever: Lever) -> Any:
    """Return the settings of a scenario that bear a lever, for comparison."""
    own = {name: getattr(given, name) for name in fields_of(Scenario, lever)}
    products = {
        name: [getattr(product, one) for one in fields_of(Product, lever)]
        for name, product in given.products.items()
    }
    return own, products, events_of(given, lever)


def events_of(given: Scenario, lever: Lever) -> list[Any]:
    """Return the events of a scenario that move a lever."""
    return [said for moved, said in _events(given) if moved is lever]


def names_exchanged(own: Corner, other: Corner) -> dict[str, str]:
    """Return the names that outlets get where luck is drawn under another scenario's names."""
    from simulator.market.setup.counterparts import renamed  # noqa: PLC0415 - brings Mesa along

    given = own.scenario
    products = [name for name, product in given.products.items() if product.maker == given.focal_maker]
    return renamed(own.channel(), other.channel(), products)


def _events(given: Scenario) -> list[tuple[Lever, Any]]:
    return [(event.action.lever(), event.model_dump(mode="json")) for event in given.events]


def _of_product(said: Mapping[str, Any], levers: Levers) -> dict[str, Any]:
    return {name: value for name, value in said.items() if lever_of(Product, name) in levers}
