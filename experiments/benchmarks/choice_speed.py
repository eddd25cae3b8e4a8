"""Choice: customers as columns against plain Mesa objects that make the same choice.

100,000 customers, a fifth of them with a need each week, some eight offers each. The plain object is as
lean as the choice allows: the standard library's random numbers and logarithms, no keyed draws, no
records. The columns do the whole of `shop`, records and stock included; once without and once with
the harm that outlets do to each other, and once with customers' surplus, too: what the plain objects
do not compute. Plain objects choose by a flat logit, and so do the columns beside them; what it costs that
offers are alike is measured against those columns, in the same run.
"""

import math
from collections.abc import Callable
from functools import partial
from statistics import median
from time import process_time
from typing import Any

import mesa

from simulator.market.customers import choice as wishes
from simulator.market.customers.all_at_once import AllAtOnce
from simulator.market.customers.population_draw import People
from simulator.market.simulate import opened
from simulator.market.state.choice_tables import NONE, RunTables, WeekTables
from simulator.scenario.load import load

CUSTOMERS = 100_000
ROUNDS, WEEKS_IN_A_ROW = 5, 3
WORLD = [
    f"customers={CUSTOMERS}",
    "distribution.resellers=20",
    "distribution.reach=0.26",
    "distribution.opening_stock=100000",
    "competition.0.opening_stock=100000",
    *(
        f"segments.{name}.needs.espresso.per_year=10.4"
        for name in ("enthusiasts", "families", "bargain_hunters")
    ),
    "segments.offices.needs.espresso.per_year=10.4",
]


class PlainCustomer(mesa.Agent):
    """One customer as anybody would write it."""

    def __init__(
        self, model: "PlainMarket", cell: int, beta: float, likings: list[float], outlets: list[int]
    ) -> None:
        super().__init__(model)
        self.cell = cell
        self.beta = beta
        self.likings = likings
        self.outlets = outlets
        self.last = NONE
        self.owned: set[int] = set()
        self.thresholds = [self.random.random() for _ in model.products]

    def step(self) -> None:  # noqa: C901 - one function: calls would cost the plain object dearly
        """Need, know, ask, weigh, buy."""
        model, draw = self.model, self.random.random
        if draw() >= model.need[self.cell]:
            return
        aware = model.aware[self.cell]
        known = [p for p in model.products if p in self.owned or self.thresholds[p] < aware[p]]
        seen = [(o, p) for o in self.outlets for p in known if model.carried[o][p] and model.stock[o][p] > 0]
        best_advice, left = -math.log(-math.log(draw())), 1.0
        asked = NONE
        for outlet, _ in seen:
            pull = model.advice[self.cell][outlet]
            if outlet != asked and pull > -math.inf:
                asked = outlet
                pull -= math.log(-math.log(draw()))
                if pull > best_advice:
                    best_advice, left = pull, 1.0 - model.expertise[outlet]
        best, first = -math.log(-math.log(draw())), None
        second, runner_up = -math.inf, None
        appeal, salience, doubt = model.appeal[self.cell], model.salience[self.cell], model.doubt[self.cell]
        for offer in seen:
            outlet, product = offer
            value = appeal[outlet][product] - self.beta * model.price[outlet][product] * salience
            for liking, trait in zip(self.likings, model.traits[outlet], strict=True):
                value += liking * trait
            value -= doubt[product] * left
            if outlet == self.last:
                value += model.loyalty[self.cell]
            value -= math.log(-math.log(draw()))
            if value > best:
                second, runner_up, best, first = best, first, value, offer
            elif value > second:
                second, runner_up = value, offer
        for offer in (first, runner_up):
            if offer is None:
                break
            outlet, product = offer
            if model.stock[outlet][product] > 0:
                model.stock[outlet][product] -= 1
                self.last = outlet
                self.owned.add(product)
                break


class PlainMarket(mesa.Model):
    """A Mesa model of plain customers before the same week_tables."""

    def __init__(self, run_tables: RunTables, people: People, week_tables: WeekTables) -> None:
        super().__init__(rng=1)
        self.products = list(range(len(run_tables.products)))
        tables = week_tables.lists
        self.carried, self.stock, self.price = tables["carried"], tables["stock"], tables["price"]
        self.appeal, self.salience = week_tables.utility["benefits"][0].tolist(), tables["salience"]
        shoppers, products = week_tables.terms.shoppers, week_tables.terms.products
        self.doubt = [[s.information_need * p["uncertainty"] for p in products] for s in shoppers]
        self.traits = [[outlet["remote"], outlet["expert"]] for outlet in week_tables.outlets]
        self.expertise, self.loyalty = tables["expertise"], [shopper.loyalty for shopper in shoppers]
        self.advice = tables["advice"][0]
        self.need = [threshold / 2**32 for threshold in tables["need"][0]]
        self.aware = [[threshold / 2**32 for threshold in row] for row in tables["aware"]]
        for row in range(len(people.key)):
            outlets = [o for o in people.candidates[row].tolist() if o != NONE]
            PlainCustomer(
                self,
                int(people.cell[row]),
                float(people.price_sensitivity[row]),
                people.tastes[row].tolist(),
                outlets,
            )

    def step(self) -> None:
        """Ask everybody, in the order in which they stand."""
        self.agents.do("step")


def no_harm(*_: Any) -> tuple[Any, ...]:
    """Leave harm out."""
    empty = wishes.np.zeros(0, dtype="int64")
    return (empty,) * 6


def no_surplus(*_: Any) -> list[tuple[int, int]]:
    """Leave customers' surplus out."""
    return []


def seconds(week: Callable[[], Any]) -> float:
    """Return the CPU seconds of a week, over some weeks in a row, as they are in a run."""
    start = process_time()
    for _ in range(WEEKS_IN_A_ROW):
        week()
    return (process_time() - start) / WEEKS_IN_A_ROW


def begun(*more: str) -> Any:
    """Return a market in its first week."""
    market = opened(load("scenarios/espresso_resale_deal.yaml", set=[*WORLD, *more]), 1)
    market.step()
    return market


def measured() -> dict[str, Any]:
    """Return milliseconds of CPU time a week, and the ratios."""
    market, alike = begun("switched_off=[similarity]"), begun()
    columns, week_tables = market.crowd, market.week_tables
    harm_over, surplus_over = wishes.harm_over, wishes.surplus_over
    assert isinstance(columns, AllAtOnce)
    plain = PlainMarket(market.run_tables, columns.columns.people, week_tables)
    shopping = columns.shop(week_tables)
    needs, offers = len(shopping.customer), int(shopping.considered.sum())
    nested = alike.crowd, alike.week_tables
    parts = {
        "columns": (columns, week_tables, no_harm, no_surplus),
        "columns and harm": (columns, week_tables, harm_over, no_surplus),
        "columns, harm and surplus": (columns, week_tables, harm_over, surplus_over),
        "alike": (*nested, no_harm, no_surplus),
        "alike, harm and surplus": (*nested, harm_over, surplus_over),
    }
    times: dict[str, list[float]] = {"plain Mesa": [], **{name: [] for name in parts}}
    for _ in range(ROUNDS):
        for name, (crowd, tables, harm, surplus) in parts.items():
            wishes.harm_over, wishes.surplus_over = harm, surplus
            times[name].append(seconds(partial(crowd.shop, tables)))
        times["plain Mesa"].append(seconds(plain.step))
    typical = {name: median(values) for name, values in times.items()}
    return {
        "customers": CUSTOMERS,
        "needs a week": needs,
        "offers considered each": round(offers / needs, 1),
        **{f"{name} [ms]": round(1000 * value, 1) for name, value in typical.items()},
        "columns are faster [×]": round(typical["plain Mesa"] / typical["columns"], 1),
        "columns and harm are faster [×]": round(typical["plain Mesa"] / typical["columns and harm"], 1),
        "likeness costs [×]": round(typical["alike"] / typical["columns"], 2),
        "likeness with harm and surplus costs [×]": round(
            typical["alike, harm and surplus"] / typical["columns, harm and surplus"], 2
        ),
        "surplus costs [×]": round(typical["columns, harm and surplus"] / typical["columns and harm"], 3),
    }
