"""One by one: the reference. Every customer is a Mesa agent and is asked in turn.

Slow, and meant to be read: what `all_at_once` computes is right because it equals this.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from simulator.agents.customer import Customer, Visit, Weighing
from simulator.crowd.gathering import column, empty_stages, nobody_held_back
from simulator.crowd.people import People
from simulator.crowd.populated import PopulatedModel
from simulator.domain.window import NONE, TIPS, Layout, Shopping, Window
from simulator.ground.adding import total
from simulator.mechanisms.harm import (
    BREACH,
    DIRECT_CANNIBAL,
    PRICE_UNDERCUT,
    RIVALRY,
    TERRITORY,
    beyond_floor,
    counted_share,
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
        self, model: PopulatedModel, layout: Layout, people: People, kind: type[Customer] = Customer
    ) -> None:
        self.layout = layout
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

    def shop(self, window: Window) -> Shopping:
        """Let everybody with a need shop; return what came of it."""
        visits = [visit for customer in self.customers for visit in customer.step()]
        visits.sort(key=lambda visit: visit.category)  # stable: by category, then as customers stand
        got = self.serve(visits, window)
        new_owners = np.zeros((len(self.layout.cells), len(self.layout.products)), dtype=np.int64)
        for visit, (outlet, product) in zip(visits, got, strict=True):
            if outlet != NONE and visit.customer.take(outlet, product):
                new_owners[visit.customer.cell, product] += 1
        return self.gathered(visits, got, window, new_owners)

    def tariffs(self, visits: list[Visit], got: list[tuple[int, int]]) -> list[int]:
        """Return under which tariff each visit ended, or NONE."""
        taken = []
        for visit, offer in zip(visits, got, strict=True):
            wishes = [wish for wish in (visit.first, visit.second) if wish is not None]
            taken.append(next((w.tariff for w in wishes if (w.outlet, w.product) == offer), NONE))
        return taken

    def serve(self, visits: list[Visit], window: Window) -> list[tuple[int, int]]:
        """Serve visits in the order of their arrival words while stock lasts."""
        left = [list(row) for row in window.lists["stock"]]
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
        self, visits: list[Visit], got: list[tuple[int, int]], window: Window, new_owners: np.ndarray
    ) -> Shopping:
        """Put the week together."""
        layout = self.layout
        offer = [NONE if o == NONE else layout.offer(o, p) for o, p in got]
        wanted = [
            NONE if v.wanted is None else layout.offer(v.wanted.outlet, v.wanted.product) for v in visits
        ]
        sets = [
            (at, layout.offer(w.outlet, w.product))
            for at, visit in enumerate(visits if layout.keeps_considered else ())
            for w in visit.considered
        ]
        return Shopping(
            customer=column(v.customer.row for v in visits),
            category=column(v.category for v in visits),
            wanted=column(wanted),
            got=column(offer),
            tariff=column(self.tariffs(visits, got)),
            adviser=column(v.adviser for v in visits),
            considered=column(len(v.considered) for v in visits),
            tipped=column(
                v.tipped if v.first and (v.first.outlet, v.first.product) == g and w == o else OUT_OF_STOCK
                for v, g, w, o in zip(visits, got, wanted, offer, strict=True)
            ),
            stages=self.stages(visits, wanted, offer),
            held_back=self.held_back(visits),
            harm=dict(self.harm(visits, window)),
            surplus=self.surplus(visits),
            choice_sets=(column(at for at, _ in sets), column(o for _, o in sets)),
            new_owners=new_owners,
        )

    def stages(self, visits: list[Visit], wanted: list[int], got: list[int]) -> np.ndarray:
        """Count how far each need came."""
        stages = empty_stages(self.layout)
        for visit, wish, offer in zip(visits, wanted, got, strict=True):
            came_to = (True, visit.knows_a_product, visit.sees_an_offer, wish != NONE, offer != NONE)
            stages[visit.category, visit.customer.cell] += np.array(came_to)
        return stages

    def held_back(self, visits: Iterable[Visit]) -> np.ndarray:
        """Count what kept those from buying who had offers at hand and wanted none."""
        counts = nobody_held_back(self.layout)
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

    def harm(self, visits: Iterable[Visit], window: Window) -> Harm:
        """Add up what outlets took from each other, over all customers whose choice is a logit."""
        taken: Harm = Counter()
        for visit in visits:
            if self.layout.logit[visit.customer.cell]:
                taken.update(self.harm_of(visit, window))
        return taken

    def harm_of(self, visit: Visit, window: Window) -> Harm:
        """Return the harm done over one customer: mechanisms/harm.py, outlet by outlet."""
        owner = self.layout.lists["owner"]
        customer, considered = visit.customer, visit.considered
        weights = customer.weights(visit)
        sensitivity = customer.sensitivity()
        booked: Harm = Counter()
        for outlet in dict.fromkeys(w.outlet for w in considered):
            own = total(
                asked(w, window)["margin"] * weight
                for w, weight in zip(considered, weights, strict=True)
                if w.outlet == outlet
            )
            if own <= 0 or owner[outlet] != NONE:
                continue
            sources = self.sources(visit, outlet, weights, sensitivity, window)
            rest = 1.0 + total(source.left for source in sources)
            taken = total(source.undercut + source.presence for source in sources)
            if taken > 0:
                loss = lost_margin(own, rest, taken)
                for source in sources:
                    booked.update(source.blame(outlet, loss, taken))
        return Counter({who: amount for who, amount in booked.items() if amount})

    def sources(
        self, visit: Visit, outlet: int, weights: list[float], sensitivity: float, window: Window
    ) -> list["Source"]:
        """Return what each offer does to the aggrieved *outlet*; its own offers do nothing to it."""
        maker, owner = self.layout.lists["maker"], self.layout.lists["owner"]
        mine = {w.product: asked(w, window)["price"] for w in visit.considered if w.outlet == outlet}
        makers = {maker[product] for product in mine}
        found = []
        for weighing, weight in zip(visit.considered, weights, strict=True):
            source, product = weighing.outlet, weighing.product
            price, floor = asked(weighing, window)["price"], window.lists["floor"][source][product]
            at_reference, felt = weight, sensitivity * relief(visit, weighing, window)
            is_own = source == outlet
            if (
                not is_own
                and product in mine
                and undercuts(price, floor, mine[product], self.layout.tolerance)
            ):
                at_reference = weight_at(weight, felt, price, max(floor, mine[product]))
            undercut = weight - at_reference
            is_direct = owner[source] == maker[product] and maker[product] in makers
            promised = product in mine and window.lists["territory"][outlet][product]
            intrudes = promised and not window.lists["territory"][source][product]
            presence, left = (at_reference, 0.0) if is_direct or intrudes else (0.0, at_reference)
            beyond = beyond_floor(weight, felt, price, floor, undercut)
            issue = DIRECT_CANNIBAL if is_direct else TERRITORY
            found.append(Source(source, product, undercut, beyond, presence, issue, intrudes, left))
        return found


@dataclass(frozen=True, slots=True)
class Source:
    """What one offer does to an aggrieved outlet before one customer."""

    outlet: int
    product: int
    undercut: float
    """e^V that it adds by asking less."""
    beyond: float
    """What of it comes of asking less than its own floor."""
    presence: float
    """e^V that it adds by being there at all, where that is a harm."""
    issue: int
    """Over which its presence is a harm."""
    intrudes: bool
    """Whether the aggrieved was promised that it would not be there."""
    left: float
    """e^V that there would be of it if it did no harm."""

    def blame(self, aggrieved: int, loss: float, taken: float) -> dict[tuple[int, int, int, int, int], int]:
        """Return its parts of a loss to all that was *taken*, by issue and conduct."""
        undercut = counted_share(loss, self.undercut, taken)
        breach = undercut if self.intrudes else counted_share(loss, self.beyond, taken)
        who = (aggrieved, self.outlet, self.product)
        return {
            (*who, PRICE_UNDERCUT, RIVALRY): undercut - breach,
            (*who, PRICE_UNDERCUT, BREACH): breach,
            (*who, self.issue, BREACH if self.intrudes else RIVALRY): counted_share(
                loss, self.presence, taken
            ),
        }


def asked(weighing: Weighing, window: Window) -> dict[str, float]:
    """Return the price asked of this customer, and what a sale at it leaves the outlet."""
    at, product = weighing.outlet, weighing.product
    if weighing.tariff == NONE:
        return {name: window.lists[name][at][product] for name in ("price", "margin")}
    return {name: window.tariffs[weighing.tariff].lists[name][at] for name in ("price", "margin")}


def relief(visit: Visit, weighing: Weighing, window: Window) -> float:
    """Return how much of the price this customer feels [share]."""
    if weighing.tariff == NONE:
        return 1.0
    share: float = window.tariffs[weighing.tariff].lists["relief"][visit.customer.cell]
    return share
