"""Flow identities: every unit and every payment is somewhere, every week, in networks drawn at random.

Counted from the ledger's movements alone: opening + made = on hand + under way + sold + scrapped of every
product; what a shelf opened with and received less what left it is what was counted there; what was paid for
goods is what the goods came to. Whole numbers, so nothing may be off by even one.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from simulator.domain.ledger_entries import OUTSIDE
from simulator.ledger.ledger import Ledger
from simulator.market.market import Market
from simulator.market.phases.intervene import open_market
from simulator.market.simulate import simulate
from simulator.market.week import WEEK
from simulator.scenario.schema import Scenario
from simulator.studies.validation.acceptance import Rule
from simulator.studies.validation.targets import Cases, Mutant, Target, TargetCase

from ._movements import money_off, shelves_off, units_off

NETWORKS, SEEDS, WEEKS, CUSTOMERS = 5, 2, 20, 300
LONGER_THAN_THE_RUN, ENDLESS = WEEKS + 5, 0.15
"""A lead time under which nothing ordered ever comes, and the chance of it."""
UNITS = "units unaccounted for, all products and weeks"
SHELVES = "units by which shelves differ from their movements"
MONEY = "money paid for goods less what the goods came to"


def ways(draw: np.random.Generator, maker: str) -> list[dict[str, Any]]:
    """Draw one to three ways to sell, with little stock, so that a lot can go wrong."""
    every = [
        {"model": "authorized_dealers", "dealers_per_region": int(draw.integers(1, 5)), "buy_back": 0.6},
        {
            "model": "open_resale",
            "wholesalers": int(draw.integers(1, 4)),
            "resellers": int(draw.integers(1, 6)),
        },
        {"model": "chain", "wholesalers": int(draw.integers(0, 4)), "retailers": int(draw.integers(1, 4))},
        {"model": "direct_automated"},
    ]
    chosen = draw.permutation(len(every))[: int(draw.integers(1, 4))]
    little = {
        "maker": maker,
        "lead_time_weeks": LONGER_THAN_THE_RUN if draw.random() < ENDLESS else int(draw.integers(0, 7)),
        "delivery": {"delays": [float(chance) for chance in draw.uniform(0, 0.4, size=2)]},
        "opening_stock": int(draw.integers(0, 5)),
    }
    return [{**every[at], **little, "label": f"{maker} way {at}"} for at in chosen]


def network(draw: np.random.Generator) -> Scenario:
    """Draw a network of two makers; goods are scarce, and members are supplied with delay."""
    makers = ("alder", "birch")
    cost = draw.uniform(20, 60, size=3)
    whole = {
        "schema_version": 1,
        "name": "a network drawn at random",
        "weeks": WEEKS,
        "customers": CUSTOMERS,
        "detail": "sales",
        "manufacturers": {
            m: {"opening_stock": int(draw.integers(0, 40)), "production_weeks": int(draw.integers(0, 7))}
            for m in makers
        },
        "products": {
            f"p{n}": {
                "maker": makers[n % 2],
                "category": "light",
                "unit_cost": float(c),
                "list_price": float(c * draw.uniform(1.4, 3)),
                "attributes": {},
                "appeal": float(draw.uniform(0, 4)),
            }
            for n, c in enumerate(cost)
        },
        "segments": {
            "all": {
                "share": 1.0,
                "values": {},
                "price_sensitivity": float(draw.uniform(0, 0.05)),
                "needs": {"light": {"per_year": float(draw.uniform(10, 40))}},
            }
        },
        "regions": {"north": {"share": 0.5}, "south": {"share": 0.5}},
        "response": {"initial_adstock": 2.0},
        "distribution": ways(draw, makers[0]),
        "competition": ways(draw, makers[1]),
    }
    return Scenario.model_validate_json(json.dumps(whole))


type Fault = Callable[[Market], None]
"""What goes wrong every week, before stock is counted."""


def lose_one(market: Market) -> None:
    """Take a unit off a shelf and write it nowhere, which no phase may do."""
    take_one(market)


def use_one(market: Market) -> None:
    """Take a unit off a shelf and record a use of it, though no member of these networks uses goods."""
    taken = take_one(market)
    if taken:
        member, product = market.header.code(taken[0]), market.product_number[taken[1]]
        market.ledger.record("consumption", week=market.week, member=[member], product=[product], units=[1])


def pay_a_step_more(market: Market) -> None:
    """Pay one step of money without a shipment."""
    market.payments.pay(OUTSIDE, next(iter(market.members)), 1, "goods")


def take_one(market: Market) -> tuple[str, str] | None:
    """Take a unit off the first shelf that has one, and return its member and product."""
    for name, agent in market.members.items():
        for product, units in agent.stock.on_hand.items():
            if units > 0:
                agent.stock.on_hand[product] -= 1
                return name, product
    return None


def faulty(scenario: Scenario, seed: int, fault: Fault) -> Ledger:
    """Play a scenario in a market in which something goes wrong every week."""
    market = Market(scenario, seed, phases=(*WEEK[:-1], fault, WEEK[-1]))
    open_market(market)
    for _ in range(scenario.weeks):
        market.step()
    return market.ledger.close()


def cases(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Draw networks; nothing may be off in any of them."""
    return [_case(network(draw)) for _ in range(NETWORKS)]


def with_fault(fault: Fault) -> Cases:
    """Return the first of these networks, with a fault."""
    return lambda draw: [_case(network(draw), fault)]


def _case(scenario: Scenario, fault: Fault | None = None) -> TargetCase:
    ways = (*scenario.distribution, *scenario.competition)
    models = ", ".join(f"{way.label} ({way.lead_time_weeks} weeks)" for way in ways)

    def play(seed: int) -> dict[str, float]:
        ledger = faulty(scenario, seed, fault) if fault else simulate(scenario, seed)
        return {
            UNITS: units_off(ledger, WEEKS),
            SHELVES: shelves_off(ledger, WEEKS),
            MONEY: money_off(ledger),
        }

    told = f"{len(scenario.products)} products sold by {models}; late by luck, little stock; {WEEKS} weeks"
    return TargetCase(told, dict.fromkeys((UNITS, SHELVES, MONEY), 0.0), play, rule=Rule.EXACT, seeds=SEEDS)


TARGET = Target(
    reference="V9",
    title="Conservation of goods and money",
    formula=(
        "every week: opening + made = on hand + under way + sold + scrapped; of each shelf: opening + "
        "received − left = counted; paid for goods = Σ units × price"
    ),
    source="Identities of accounting: what came in less what went out is what is there",
    cases=cases,
    mutants=(
        Mutant("every week a unit is lost from a shelf", with_fault(lose_one), SHELVES),
        Mutant("every week a unit is used up by nobody", with_fault(use_one), UNITS),
        Mutant("every week a step of money is paid for nothing", with_fault(pay_a_step_more), MONEY),
    ),
)
