"""Drawing: from a scenario to the channel graph, everybody in it who will ever be there."""

from collections.abc import Iterator

import networkx as nx

from simulator.domain.channel import ChannelError, Contract, Member, draw_channel
from simulator.domain.distribution import DistributionModel, Setting
from simulator.ground.dice import Dice
from simulator.ground.registry import suggestion
from simulator.scenario.schema import Scenario


def drawn(scenario: Scenario, dice: Dice) -> nx.DiGraph:
    """Return the channel graph: manufacturers first, then what each distribution model draws.

    What an event opens later is drawn now and opens in its week, so that nobody's key ever moves.
    Raises ChannelError if members and contracts make no channel, or somebody is to depart who is not there.
    """
    members = [manufacturer(scenario, name) for name in scenario.manufacturers]
    contracts: list[Contract] = []
    for week, model in scenario.ways():
        drawing = model.draw(setting_of(scenario, model, week, dice))
        members.extend(drawing.members)
        contracts.extend(drawing.contracts)
    channel = draw_channel(members, contracts)
    for _, stranger in strangers(scenario, channel):
        raise ChannelError(stranger)
    return channel


def misdrawn(scenario: Scenario) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what only drawing the channel shows to be wrong with a scenario, and under which keys."""
    staying = [event for event in scenario.events if event.depart is None]
    try:
        channel = drawn(scenario.model_copy(update={"events": staying}), Dice(1))
    except ChannelError as error:
        yield ("distribution",), str(error)
    else:
        yield from strangers(scenario, channel)


def strangers(scenario: Scenario, channel: nx.DiGraph) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield events by which somebody departs who is no member."""
    for at, event in enumerate(scenario.events):
        if event.depart is not None and event.depart not in channel:
            who = suggestion(event.depart, list(channel))
            yield ("events", at, "depart"), f"no member called '{event.depart}'; {who}"


def manufacturer(scenario: Scenario, name: str) -> Member:
    """Return a manufacturer as a member of the channel."""
    made = scenario.manufacturers[name]
    return Member(
        name=name,
        role="manufacturer",
        storage_cost=made.storage_cost,
        opening_stock=made.opening_stock,
        ordering=made.ordering,
    )


def setting_of(scenario: Scenario, model: DistributionModel, week: int, dice: Dice) -> Setting:
    """Return what a distribution model is given to draw in."""
    maker = model.maker or scenario.focal_maker
    names = model.products or [name for name, product in scenario.products.items() if product.maker == maker]
    return Setting(
        maker=maker,
        products={name: scenario.products[name] for name in names},
        regions=tuple(model.regions or scenario.regions),
        dice=dice,
        opens=week,
    )
