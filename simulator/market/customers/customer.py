"""Customer: who buys, told one person at a time. This file is the specification.

I have a need now and then. I know some products and have some outlets at hand. I may ask for advice
at one of them; then I weigh what is in stock against not buying, and take the best, or the second
best if the best is gone when my turn comes. What is gone I may order, where I can, and wait for it.
Subclass me and override a verb to change how I decide.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mesa import Agent

from simulator.base.keyed_random import happens, stable_key, uniform
from simulator.base.numerics.portable import exp, gumbel
from simulator.market.customers.reasons_not_to_buy import held_back_by
from simulator.market.customers.visit import Visit, Weighing, planned
from simulator.market.state.choice_tables import NONE
from simulator.mechanisms.choice.consumer_surplus import counted_surplus, inclusive_value
from simulator.mechanisms.choice.willingness_to_pay import worth
from simulator.mechanisms.conflict.harm import MOST_UTILITY

if TYPE_CHECKING:
    from simulator.market.state.choice_tables import PromotionalPrice, RunTables, WeekTables


class Customer(Agent):  # type: ignore[misc]
    """One person, with tastes of its own, a few outlets at hand and a memory."""

    def __init__(
        self,
        model: Any,
        row: int,
        cell: int,
        key: int,
        price_sensitivity: float,
        tastes: tuple[float, ...],
        candidates: tuple[int, ...],
    ) -> None:
        super().__init__(model)
        self.row = row
        self.cell = cell
        self.key = key
        self.price_sensitivity = price_sensitivity
        self.tastes = tastes
        self.candidates = candidates
        self.experience: set[int] = set()
        self.waiting: set[int] = set()
        self.last_outlet = NONE

    @property
    def week_tables(self) -> "WeekTables":
        """Return what there is to meet this week."""
        week_tables: WeekTables = self.model.week_tables
        return week_tables

    @property
    def run_tables(self) -> "RunTables":
        """Return what never changes."""
        run_tables: RunTables = self.model.run_tables
        return run_tables

    def step(self) -> list[Visit]:
        """Go through the categories; return a visit for each need that arises."""
        return [self.visit(q) for q in range(len(self.run_tables.categories)) if self.needs(q)]

    def luck(self, purpose: str, category: int, what: int = 0) -> int:
        """Return my word of this week for a purpose, from the keyed dice."""
        name = self.run_tables.categories[category]
        word: int = self.model.dice.word(f"{purpose} {name}", self.week_tables.week, self.key, what)
        return word

    def needs(self, category: int) -> bool:
        """Say whether I need something of a category this week; not while I wait for something of it."""
        return category not in self.waiting and happens(
            self.luck("need", category), self.week_tables.lists["need"][category][self.cell]
        )

    def knows(self, product: int) -> bool:
        """Say whether I know a product: I have had it, or enough has been said around me."""
        if product in self.experience:
            return True
        word = self.model.dice.word("aware", -1, self.key, self.run_tables.lists["product_keys"][product])
        knows: bool = happens(word, self.week_tables.lists["aware"][self.cell][product])
        return knows

    def visit(self, category: int) -> Visit:
        """Find out, ask, weigh and rank; buying comes when it is my turn."""
        visit = Visit(self, category)
        known = [p for p in self.run_tables.products_of[category] if self.knows(p)]
        visit.knows_a_product = bool(known)
        carried = self.week_tables.lists["carried"]
        seen = [(o, p) for o in self.candidates for p in known if carried[o][p]]
        visit.sees_an_offer = bool(seen)
        to_be_had = [(o, p) for o, p in seen if self.is_there(o, p) or self.cost_of_waiting(o, p) is not None]
        visit.adviser = self.seek_advice(category, list(dict.fromkeys(o for o, _ in to_be_had)))
        visit.weighed = [self.weigh(category, o, p, visit.adviser) for o, p in seen]
        offers = (w if self.is_there(w.outlet, w.product) else self.later(w) for w in visit.weighed)
        visit.considered = [w for w in offers if w is not None]
        self.rank(visit, visit.weighed)
        if visit.sees_an_offer and visit.wanted is None:
            visit.held_back = held_back_by(self, visit)
        return visit

    def is_there(self, outlet: int, product: int) -> bool:
        """Say whether an offer is in stock when the week opens."""
        in_stock: bool = self.week_tables.lists["stock"][outlet][product] > 0
        return in_stock

    def cost_of_waiting(self, outlet: int, product: int) -> float | None:
        """Return the utility, at most 0, that waiting for an offer costs me; none if I cannot or will not."""
        table = self.week_tables.lists["wait"]
        cost: float = float("-inf") if table is None else table[self.cell][outlet][product]
        return None if cost == float("-inf") else cost

    def later(self, weighing: Weighing) -> Weighing | None:
        """Return an offer as it is to me if I must wait for it; none if I cannot or would not."""
        cost = self.cost_of_waiting(weighing.outlet, weighing.product)
        return None if cost is None else replace(weighing, waiting=cost, is_later=True)

    def seek_advice(self, category: int, outlets: list[int]) -> int:
        """Return the outlet whose advice I take, or NONE."""
        shock = self.run_tables.lists["shock"][self.cell]
        best, adviser = shock * gumbel(uniform(self.luck("advice", category))), NONE
        advice, keys = (
            self.week_tables.lists["advice"][category][self.cell],
            self.run_tables.lists["outlet_keys"],
        )
        for outlet in outlets:
            if advice[outlet] == float("-inf"):
                continue
            pull = advice[outlet] + shock * gumbel(uniform(self.luck("advice", category, keys[outlet])))
            if pull > best:
                best, adviser = pull, outlet
        return adviser

    def weigh(self, category: int, outlet: int, product: int, adviser: int) -> Weighing:
        """Weigh one offer.

        V = appeal − β · price felt + Σ_r ξ_r X_r + loyalty − doubt that advice has left
        """
        tables, run_tables = self.week_tables.lists, self.run_tables.lists
        tariff, felt = self.bargain(outlet, product)
        taste = 0.0
        for liking, trait in zip(self.tastes, run_tables["traits"][outlet], strict=True):
            taste += liking * trait
        doubt = tables["doubt"][self.cell][product]
        if adviser != NONE:
            doubt *= 1.0 - run_tables["expertise"][adviser]
        loyalty = run_tables["loyalty"][self.cell] if outlet == self.last_outlet else 0.0
        word = self.luck("choice", category, run_tables["offer_keys"][outlet][product])
        return Weighing(
            outlet,
            product,
            benefits=tables["appeal"][self.cell][outlet][product],
            price=-(self.price_sensitivity * felt),
            taste=taste,
            trust=loyalty - doubt,
            luck=run_tables["shock"][self.cell] * gumbel(uniform(word)),
            tariff=tariff,
        )

    def bargain(self, outlet: int, product: int) -> tuple[int, float]:
        """Return the tariff that I take, or NONE, and the price felt: the least of those I can have."""
        tables = self.week_tables.lists
        taken, least = NONE, tables["price"][outlet][product] * tables["salience"][self.cell]
        for number, tariff in enumerate(self.week_tables.tariffs):
            if tariff.product == product and tariff.lists["stands"][outlet] and self.can_have(tariff):
                felt = tables["felt_under"][number][self.cell][outlet]
                if felt < least:
                    taken, least = number, felt
        return taken, least

    def can_have(self, tariff: "PromotionalPrice") -> bool:
        """Say whether a tariff is open to me: I am meant, or it leaked to me; and I know the code."""
        meant = tariff.lists["cells"][self.cell]
        if tariff.had is not None:
            meant = meant and (tariff.product in self.experience) == tariff.had
        if meant == tariff.leaked:
            return False
        return not tariff.code or happens(
            self.model.dice.word("code", -1, self.key, tariff.code), tariff.chance
        )

    def rank(self, visit: Visit, weighed: list[Weighing]) -> None:
        """Rank what I can have against not buying, and note what I would have wanted otherwise."""
        nothing = self.not_buying(visit.category)
        visit.going_without = nothing.value
        ranked = sorted([nothing, *visit.considered], key=lambda w: -w.total)
        wanted = max([nothing, *weighed], key=lambda w: w.total)
        visit.wanted = None if wanted is nothing else wanted
        visit.first, visit.second, visit.waits = planned(ranked, self.later)
        if ranked[0] is not nothing:
            lead = [a - b for a, b in zip(ranked[0].parts(), ranked[1].parts(), strict=True)]
            visit.tipped = lead.index(max(lead))

    def not_buying(self, category: int) -> Weighing:
        """Weigh going without: the luck of it, and what it would have been worth to have the need met.

        V = −β · v      (v: what the need is worth to me this time, if my segment says so)
        """
        key = stable_key("nothing", self.run_tables.categories[category])
        forgone, drawn = 0.0, self.run_tables.worths[self.cell]
        if drawn is not None:
            rank = uniform(self.luck("worth", category))
            forgone = -(
                self.price_sensitivity * worth(drawn.shape, drawn.scale, drawn.elasticity or 0.0, rank)
            )
        shock = self.run_tables.lists["shock"][self.cell]
        luck = shock * gumbel(uniform(self.luck("choice", category, key)))
        return Weighing(NONE, NONE, price=forgone, luck=luck)

    def gains(self, visit: Visit) -> list[float]:
        """Return what each offer that I considered gains me over going without [units of luck]."""
        shock = self.run_tables.lists["shock"][self.cell]
        return [(w.value - visit.going_without) / shock for w in visit.considered]

    def weights(self, visit: Visit) -> list[float]:
        """Return e to the gain of what I considered, for the harm that outlets do to each other."""
        return [exp(min(gain, MOST_UTILITY)) for gain in self.gains(visit)]

    def sensitivity(self) -> float:
        """Return the utility, in units of luck, that a unit of currency costs me this week."""
        felt: float = self.price_sensitivity * self.week_tables.lists["salience"][self.cell]
        shock: float = self.run_tables.lists["shock"][self.cell]
        return felt / shock

    def surplus(self, visit: Visit) -> int | None:
        """Return what I may expect of what I considered [money steps / HARM_STEPS]; none if not defined."""
        value = inclusive_value(self.gains(visit))
        return counted_surplus(value, self.sensitivity(), self.run_tables.money_step)

    def take(self, outlet: int, product: int) -> bool:
        """Take an offer home, bought or delivered; return whether the product is new to me."""
        is_new = product not in self.experience
        self.experience.add(product)
        self.last_outlet = outlet
        return is_new
