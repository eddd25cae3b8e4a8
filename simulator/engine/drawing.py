"""Drawing: from a scenario to the channel graph, everybody in it who will ever be there."""

import networkx as nx

from simulator.domain.channel import Contract, Member, draw_channel
from simulator.domain.distribution import DistributionModel, Setting
from simulator.ground.dice import Dice
from simulator.scenario.schema import Scenario


def drawn(scenario: Scenario, dice: Dice) -> nx.DiGraph:
    """Return the channel graph: manufacturers first, then what each distribution model draws.

    What an event opens later is drawn now and opens in its week, so that nobody's key ever moves.
    Raises ChannelError if members and contracts make no channel.
    """
    members = [manufacturer(scenario, name) for name in scenario.manufacturers]
    contracts: list[Contract] = []
    for week, model in scenario.ways():
        drawing = model.draw(setting_of(scenario, model, week, dice))
        members.extend(drawing.members)
        contracts.extend(drawing.contracts)
    return draw_channel(members, contracts)


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
