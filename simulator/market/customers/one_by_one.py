"""One by one: the reference. Every customer is a Mesa agent and is asked in turn.

Slow, and meant to be read: what `all_at_once` computes is right because it equals this.
"""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.summation import total
from simulator.market.customers.blame import Source, asked, relief
from simulator.market.customers.crowd import column, empty_stages, nobody_held_back
from simulator.market.customers.customer import Customer
from simulator.market.customers.mesa_columns.populated_model import PopulatedModel
from simulator.market.customers.population_draw import People
from simulator.market.customers.visit import Visit, Weighing
from simulator.market.state.choice_tables import NONE, TIPS, RunTables, ShoppingOutcome, WeekTables
from simulator.mechanisms.conflict.harm import (
    DIRECT_CANNIBAL,
    TERRITORY,
    beyond_floor,
    lost_margin,
    undercuts,
    weight_at,
)

type Harm = Counter[tuple[int, int, int, int, int]]
"""Counted harm by aggrieved outlet, source outlet, product, issue and conduct."""

OUT_OF_STOCK = TIPS.index("out_of_stock")


class OneByOne:
    """Customers as Mesa agents of a class that may be the user's own."""

    def __init__(
        self, model: PopulatedModel, run_tables: RunTables, people: People, kind: type[Customer] = Customer
    ) -> None:
        self.run_tables = run_tables
        self.customers = [
            kind(
                model,
                row,
                int(people.cell[row]),
                int(people.key[row]),
                float(people.price_sensitivity[row]),
                tuple(people.tastes[row].tolist()),
                tuple(o for o in people.candidates[row].tolist() if o != NONE),
            )
            for row in range(len(people.key))
        ]

    def shop(self, week_tables: WeekTables) -> ShoppingOutcome:
        """Let everybody with a need shop; return what came of it."""
        visits = [visit for customer in self.customers for visit in customer.step()]
        visits.sort(key=lambda visit: visit.category)  # stable: by category, then as customers stand
        got = self.serve(visits, week_tables)
        new_owners = np.zeros((len(self.run_tables.cells), len(self.run_tables.products)), dtype=np.int64)
        for visit, (outlet, product) in zip(visits, got, strict=True):
            if outlet != NONE and visit.customer.take(outlet, product):
                new_owners[visit.customer.cell, product] += 1
            if outlet == NONE and visit.waits is not None:
                visit.customer.waiting.add(visit.category)
        return self.gathered(visits, got, week_tables, new_owners)

    def hand_over(self, who: Integers, category: Integers, offer: Integers) -> Integers:
        """Let customers take home what they had waited for, in order; return first-time owners [C, P]."""
        new_owners = np.zeros((len(self.run_tables.cells), len(self.run_tables.products)), dtype=np.int64)
        self.release(who, category)
        for row, number in zip(who.tolist(), offer.tolist(), strict=True):
            outlet, product = divmod(number, len(self.run_tables.products))
            customer = self.customers[row]
            if customer.take(outlet, product):
                new_owners[customer.cell, product] += 1
        return new_owners

    def release(self, who: Integers, category: Integers) -> None:
        """Let customers wait no longer."""
        for row, number in zip(who.tolist(), category.tolist(), strict=True):
            self.customers[row].waiting.discard(number)

    def ends(self, visits: list[Visit], got: list[tuple[int, int]]) -> list[Weighing | None]:
        """Return what each visit ended with: what was got, or else what is waited for."""
        return [
            visit.waits
            if offer == (NONE, NONE)
            else next(w for w in (visit.first, visit.second) if w and (w.outlet, w.product) == offer)
            for visit, offer in zip(visits, got, strict=True)
        ]

    def serve(self, visits: list[Visit], week_tables: WeekTables) -> list[tuple[int, int]]:
        """Serve visits in the order of their arrival words while stock lasts."""
        left = [list(row) for row in week_tables.lists["stock"]]
        got = [(NONE, NONE)] * len(visits)
        arrival = [visit.customer.luck("arrival", visit.category) for visit in visits]
        for at in sorted(range(len(visits)), key=lambda at: arrival[at]):
            for wish in (visits[at].first, visits[at].second):
                if wish is None:
                    break  # not buying comes before whatever is left
                if left[wish.outlet][wish.product] > 0:
                    left[wish.outlet][wish.product] -= 1
                    got[at] = (wish.outlet, wish.product)
                    break
        return got

    def gathered(
        self, visits: list[Visit], got: list[tuple[int, int]], week_tables: WeekTables, new_owners: np.ndarray
    ) -> ShoppingOutcome:
        """Put the week together."""
        run_tables = self.run_tables
        ends = self.ends(visits, got)
        offer = [NONE if o == NONE else run_tables.offer(o, p) for o, p in got]
        waits = [NONE if g[0] != NONE else self.number(w) for g, w in zip(got, ends, strict=True)]
        wanted = [self.number(visit.wanted) for visit in visits]
        sets = [
            (at, run_tables.offer(w.outlet, w.product))
            for at, visit in enumerate(visits if run_tables.keeps_considered else ())
            for w in visit.considered
        ]
        return ShoppingOutcome(
            customer=column(v.customer.row for v in visits),
            category=column(v.category for v in visits),
            wanted=column(wanted),
            got=column(offer),
            waits=column(waits),
            tariff=column(NONE if end is None else end.tariff for end in ends),
            adviser=column(v.adviser for v in visits),
            considered=column(len(v.considered) for v in visits),
            tipped=column(
                visit.tipped if is_as_hoped(visit, end) else OUT_OF_STOCK
                for visit, end in zip(visits, ends, strict=True)
            ),
            stages=self.stages(visits, wanted, ends),
            held_back=self.held_back(visits),
            harm=dict(self.harm(visits, week_tables)),
            surplus=self.surplus(visits),
            choice_sets=(column(at for at, _ in sets), column(o for _, o in sets)),
            new_owners=new_owners,
        )

    def number(self, weighing: Weighing | None) -> int:
        """Return the number of an offer, or NONE."""
        return NONE if weighing is None else self.run_tables.offer(weighing.outlet, weighing.product)

    def stages(self, visits: list[Visit], wanted: list[int], ends: list[Weighing | None]) -> np.ndarray:
        """Count how far each need came."""
        stages = empty_stages(self.run_tables)
        for visit, wish, end in zip(visits, wanted, ends, strict=True):
            came_to = (True, visit.knows_a_product, visit.sees_an_offer, wish != NONE, end is not None)
            stages[visit.category, visit.customer.cell] += np.array(came_to)
        return stages

    def held_back(self, visits: Iterable[Visit]) -> np.ndarray:
        """Count what kept those from buying who had offers at hand and wanted none."""
        counts = nobody_held_back(self.run_tables)
        for visit in visits:
            if visit.held_back != NONE:
                counts[visit.category, visit.customer.cell, visit.held_back] += 1
        return counts

    def surplus(self, visits: Iterable[Visit]) -> dict[tuple[int, int], tuple[int, int]]:
        """Add up, by category and cell, needs whose surplus is defined, and their surplus."""
        sums: dict[tuple[int, int], tuple[int, int]] = {}
        for visit in visits:
            amount = visit.customer.surplus(visit)
            if amount is not None:
                key = (visit.category, visit.customer.cell)
                needs, before = sums.get(key, (0, 0))
                sums[key] = (needs + 1, before + amount)
        return sums

    def harm(self, visits: Iterable[Visit], week_tables: WeekTables) -> Harm:
        """Add up what outlets took from each other, over all customers whose choice is a logit."""
        taken: Harm = Counter()
        for visit in visits:
            if self.run_tables.logit[visit.customer.cell]:
                taken.update(self.harm_of(visit, week_tables))
        return taken

    def harm_of(self, visit: Visit, week_tables: WeekTables) -> Harm:
        """Return the harm done over one customer: mechanisms/conflict/harm.py, outlet by outlet."""
        owner = self.run_tables.lists["owner"]
        customer, considered = visit.customer, visit.considered
        weights = customer.weights(visit)
        sensitivity = customer.sensitivity()
        booked: Harm = Counter()
        for outlet in dict.fromkeys(w.outlet for w in considered):
            own = total(
                asked(w, week_tables)["margin"] * weight
                for w, weight in zip(considered, weights, strict=True)
                if w.outlet == outlet
            )
            if own <= 0 or owner[outlet] != NONE:
                continue
            sources = self.sources(visit, outlet, weights, sensitivity, week_tables)
            rest = 1.0 + total(source.left for source in sources)
            taken = total(source.undercut + source.presence for source in sources)
            if taken > 0:
                loss = lost_margin(own, rest, taken)
                for source in sources:
                    booked.update(source.blame(outlet, loss, taken))
        return Counter({who: amount for who, amount in booked.items() if amount})

    def sources(
        self, visit: Visit, outlet: int, weights: list[float], sensitivity: float, week_tables: WeekTables
    ) -> list[Source]:
        """Return what each offer does to the aggrieved *outlet*; its own offers do nothing to it."""
        maker, owner = self.run_tables.lists["maker"], self.run_tables.lists["owner"]
        mine = {w.product: asked(w, week_tables)["price"] for w in visit.considered if w.outlet == outlet}
        makers = {maker[product] for product in mine}
        found = []
        for weighing, weight in zip(visit.considered, weights, strict=True):
            source, product = weighing.outlet, weighing.product
            price, floor = asked(weighing, week_tables)["price"], week_tables.lists["floor"][source][product]
            at_reference, felt = weight, sensitivity * relief(visit, weighing, week_tables)
            is_own = source == outlet
            if (
                not is_own
                and product in mine
                and undercuts(price, floor, mine[product], self.run_tables.tolerance)
            ):
                at_reference = weight_at(weight, felt, price, max(floor, mine[product]))
            undercut = weight - at_reference
            is_direct = owner[source] == maker[product] and maker[product] in makers
            promised = product in mine and week_tables.lists["territory"][outlet][product]
            intrudes = promised and not week_tables.lists["territory"][source][product]
            presence, left = (at_reference, 0.0) if is_direct or intrudes else (0.0, at_reference)
            beyond = beyond_floor(weight, felt, price, floor, undercut)
            issue = DIRECT_CANNIBAL if is_direct else TERRITORY
            found.append(Source(source, product, undercut, beyond, presence, issue, intrudes, left))
        return found


def is_as_hoped(visit: Visit, end: Weighing | None) -> bool:
    """Say whether a visit ended with what was wanted first, as it was meant to."""
    wanted = visit.wanted
    if wanted is None or end is None or end is not (visit.first or visit.waits):
        return False
    return (wanted.outlet, wanted.product) == (end.outlet, end.product)
