"""Worlds: what figures have in common of the variants that they play."""

import networkx as nx

from simulator.base.keyed_random import KeyedRandom
from simulator.scenario.schema import Scenario
from simulator.studies.probing.channel_changes import PlentifulStock
from simulator.studies.probing.figure import Variant, refuse_no_customers

PLENTIFUL = "plenty of stock"


def focal_products(scenario: Scenario) -> frozenset[str]:
    """Return the names of the focal manufacturer's products."""
    return frozenset(n for n, product in scenario.products.items() if product.maker == scenario.focal_maker)


def plentiful(scenario: Scenario) -> Variant:
    """Return the world with so much stock that demand is what is measured."""
    return with_plenty(PLENTIFUL, scenario, scenario)


def with_plenty(label: str, scenario: Scenario, changed: Scenario) -> Variant:
    """Return a changed scenario with plenty of stock; CannotTellError without customers."""
    refuse_no_customers(scenario)
    return Variant(label, changed, PlentifulStock(focal_products(scenario)))


def built(scenario: Scenario) -> nx.DiGraph:
    """Return the channel that a scenario draws, under any seed: its members do not depend on luck."""
    from simulator.market.setup.build_channel import build_channel  # noqa: PLC0415 - brings the market along

    return build_channel(scenario, KeyedRandom(1))
