"""One by one: the reference. Every customer is a Mesa agent and is asked in turn what it would take.

Only deciding is told twice. What follows from decisions, rationing, harm, surplus, counts, is the columns'
own.
"""

from collections.abc import Iterator

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.market.customers.alternatives_seen import alternatives_of_visits
from simulator.market.customers.booking import add_up, book
from simulator.market.customers.buying_ahead import Bought
from simulator.market.customers.category_visits import Booked, Sums
from simulator.market.customers.cell_week import CellWeek
from simulator.market.customers.choice import Intentions
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.customers.considered_one_by_one import considered_by
from simulator.market.customers.counterfactual_offers import CounterfactualOffers
from simulator.market.customers.counterfactual_one_by_one import counterfactuals_of
from simulator.market.customers.crowd import column
from simulator.market.customers.customer import Customer
from simulator.market.customers.keeping import UnitAtHome
from simulator.market.customers.lookers import Lookers
from simulator.market.customers.mesa_columns.populated_model import PopulatedModel
from simulator.market.customers.needs_arising import Arising, each_arising
from simulator.market.customers.outlets_seen import traffic_at
from simulator.market.customers.population_draw import People
from simulator.market.customers.reached_one_by_one import ReachedOneByOne
from simulator.market.customers.utility_gains import weights_of
from simulator.market.customers.utility_in_fact import UtilityInFact, harm_of_visits
from simulator.market.customers.visit import Visit, Weighing
from simulator.market.customers.visit_surplus import Pairs, Surplus, VisitSurplus
from simulator.market.customers.visits_one_by_one import after_choice_of, found_again
from simulator.market.customers.what_is_lacking import lacks_of_visits
from simulator.market.state.alternatives import no_alternatives
from simulator.market.state.choice_tables import NONE, RunTables, WeekTables
from simulator.market.state.outlet_traits import OutletTraits
from simulator.market.state.shopping_outcome import ShoppingOutcome
from simulator.market.state.utility_terms import UtilityTerms
from simulator.mechanisms.experience.return_decision import AT_HOME


class OneByOne(ReachedOneByOne):
    """Customers as Mesa agents of a class that may be the user's own."""

    def __init__(
        self,
        model: PopulatedModel,
        run_tables: RunTables,
        people: People,
        terms: UtilityTerms,
        traits: OutletTraits,
        kind: type[Customer] = Customer,
    ) -> None:
        super().__init__(run_tables, people, model.dice, terms, traits)
        self.again.everybody |= kind is not Customer
        self._weeks: dict[int, CellWeek] = {}
        self._visits: dict[int, Visit] = {}
        self.customers = [
            kind(
                model,
                row,
                int(people.cell[row]),
                int(people.key[row]),
                float(people.price_sensitivity[row]),
                dict(zip(people.taste_names, people.tastes[row].tolist(), strict=True)),
                tuple(outlet for outlet in people.candidates[row].tolist() if outlet != NONE),
            )
            for row in range(len(people.key))
        ]
        for row, product in zip(*np.nonzero(self.columns.belongings.in_use), strict=True):
            self.customers[row].experience.add(product.item())
            self.customers[row].units_in_use[product.item()] = 1
            self.customers[row].in_use[product.item()] = self.columns.belongings.in_use[row, product].item()
            for name in terms.owned_at_start:
                known = self.columns.own[name][row, product].item()
                self.customers[row].own.keep(name, product.item(), known)
        for customer, rates in zip(self.customers, people.own.rate.tolist(), strict=True):
            customer.own_rate = dict(enumerate(rates))
        for customer, chances in zip(self.customers, people.own.leaving.tolist(), strict=True):
            customer.own_leaving = dict(enumerate(chances))

    def shop(self, week_tables: WeekTables) -> ShoppingOutcome:
        """Let everybody with a need shop; return what came of it."""
        self._tables, self._weeks = week_tables, {}
        return super().shop(week_tables)

    def week(self, cell: int) -> CellWeek:
        """Return this week as customers of a cell find it."""
        if cell not in self._weeks:
            self._weeks[cell] = CellWeek(cell, self._tables, self.run_tables)
        return self._weeks[cell]

    def each_arising(self, week_tables: WeekTables, category: int) -> Iterator[Arising]:
        """Ask everybody which needs arise this week: the first of each, then the second, and so on."""
        self.is_waiting = self.blocked(category)
        for customer in self.customers:
            if customer.comes_back(category):
                customer.has_left.discard(category)
                self.columns.belongings.left[customer.row, category] = False
        counts = column(int(customer.needs(category)) for customer in self.customers)
        for customer in self.customers:
            for product, used in customer.use_up(category).items():
                self.columns.belongings.drawn[customer.cell, product] += used
        luck = [customer.renew(category) for customer in self.customers]
        first = Arising(counts > 0, column(week for week, _ in luck), column(held for _, held in luck))
        units = self.units_per_need(category)

        def lacks() -> Flags:
            return np.array([customer.lacks_use(category) for customer in self.customers], dtype=bool)

        return each_arising(first, counts, units, week_tables.week, lacks)

    def units_per_need(self, category: int) -> Integers:
        """Ask customers how many units meet a need of theirs [N]."""
        return column(customer.units_per_need(category) for customer in self.customers)

    def hear(self, looking: ConsiderationSet, product: Integers) -> Flags:
        """Ask some customers whether a product's suggestion makes them need something."""
        rows = zip(looking.who.tolist(), product.tolist(), strict=True)
        return np.array([self.customers[row].hears_suggestion(one) for row, one in rows], dtype=bool)

    def ahead(self, looking: ConsiderationSet, bought: Bought) -> Integers:
        """Ask customers how many units they take for later."""
        rows = (
            bought.who.tolist(),
            (bought.offer % len(self.run_tables.products)).tolist(),
            bought.price.tolist(),
        )
        return column(
            self.customers[row].buys_ahead(looking.category, product, paid)
            for row, product, paid in zip(*rows, strict=True)
        )

    def intentions(
        self, week_tables: WeekTables, category: int, lookers: Lookers, booked: Booked, sums: Sums
    ) -> Intentions:
        """Ask everybody with a need what it would take; book harm and surplus."""
        asked = [(customer, customer.visit(category)) for customer in self.searching(lookers, category)]
        visits = self._noted(lookers.setting_out(self.columns, week_tables, category), asked)
        gains = [c.gains(visit) for c, visit in asked]
        row = column(at for at, values in enumerate(gains) for _ in values)
        lacks, lacks_in_crowd = lacks_of_visits(asked, self.run_tables)
        gain = np.array([value for values in gains for value in values], dtype=np.float64)
        weight = weights_of(gain)
        sensitivity = np.array([c.sensitivity() for c, _ in asked], dtype=np.float64)
        considered = considered_by(asked, (row, weight, gain, sensitivity), self.run_tables, week_tables)
        again = found_again(asked, row, lookers, self._tables.week)
        pairs = row, considered.offer, gain, weight
        add_up(sums, category, self.surplus(asked, pairs, (considered.cell, sensitivity), again))
        book(booked, harm_of_visits(considered, self.run_tables, again), self.run_tables)
        kept = self.run_tables.keeps_considered
        return Intentions(
            customer=column(c.row for c, _ in asked),
            wanted=column(self.number(v.wanted) for v in visits),
            nearest=column(self.number(v.nearest) if self.run_tables.keeps_stages else NONE for v in visits),
            first=column(self.number(v.first) for v in visits),
            second=column(self.number(v.second) for v in visits),
            waits=column(self.number(v.waits) for v in visits),
            first_promotion=column(v.first.promotion if v.first else NONE for v in visits),
            second_promotion=column(v.second.promotion if v.second else NONE for v in visits),
            waits_promotion=column(v.waits.promotion if v.waits else NONE for v in visits),
            adviser=column(v.adviser for v in visits),
            considered=column(len(v.considered) for v in visits),
            tipped=column(v.tipped for v in visits),
            knows=np.array([v.knows_a_product for v in visits], dtype=bool),
            sees=np.array([bool(v.offers) for v in visits], dtype=bool),
            lacks=lacks,
            lacks_in_crowd=lacks_in_crowd,
            at_home=self.at_home(asked),
            alternatives=alternatives_of_visits(asked, self.run_tables) if kept else no_alternatives(),
        )

    def _noted(self, looking: ConsiderationSet, asked: list[tuple[Customer, Visit]]) -> list[Visit]:
        self._visits = {customer.row: visit for customer, visit in asked}
        visits = [visit for _, visit in asked]
        self.count_traffic(looking, visits)
        self.note_visits(asked, looking.is_first)
        return visits

    def count_traffic(self, looking: ConsiderationSet, visits: list[Visit]) -> None:
        """Count at which outlets customers see offers as they look for the first time."""
        seen = [(row, offer) for row, visit in enumerate(visits) for offer in visit.offers]
        number = column(self.run_tables.offer(offer.outlet, offer.product) for _, offer in seen)
        row = column(row for row, _ in seen)
        self.traffic[looking.category] += traffic_at(row, number, looking.is_first, self.run_tables)
        self.sources.note(looking, row, number)

    def counterfactuals(
        self, week_tables: WeekTables, category: int, lookers: Lookers, adviser: Integers | None
    ) -> CounterfactualOffers:
        """Ask some customers what they might have had; if they did not look this week, they look now."""
        del week_tables
        customers = self.searching(lookers, category)
        if adviser is not None:
            return counterfactuals_of([(customer, self._visits[customer.row]) for customer in customers])
        return counterfactuals_of([(customer, customer.visit(category)) for customer in customers])

    def at_home(self, asked: list[tuple[Customer, Visit]]) -> tuple[Floats, Floats, Floats]:
        """Ask everybody what first and second choice and the order will be worth at home."""
        if not self.run_tables.takes_returns:
            none = np.zeros((len(asked), len(AT_HOME)))
            return none, none, none
        first, second, waits = (
            np.array([c.value_at_home(v, getattr(v, name)) for c, v in asked]).reshape(-1, len(AT_HOME))
            for name in ("first", "second", "waits")
        )
        return first, second, waits

    def keeps(self, who: Integers, offer: Integers, value: Floats, back: Floats) -> Flags:
        """Ask customers whether they keep units that they could send back."""
        outlet, product = np.divmod(offer, len(self.run_tables.products))
        columns = (column.tolist() for column in (outlet, product, value, back))
        units = (UnitAtHome(*unit) for unit in zip(*columns, strict=True))
        kept = []
        for row, category, unit in zip(
            who.tolist(), self.run_tables.category_of.take(product).tolist(), units, strict=True
        ):
            self.customers[row].shops_for = category  # so that money weighs as it did when it was bought
            kept.append(self.customers[row].keeps(unit))
        return np.array(kept, dtype=bool)

    def searching(self, lookers: Lookers, category: int) -> list[Customer]:
        """Return customers that look for something; of an open need they know its luck and what it found."""
        customers = [self.customers[row] for row in lookers.who.tolist()]
        if lookers.luck_week is not None:
            for customer, week in zip(customers, lookers.luck_week.tolist(), strict=True):
                customer.luck_week[category] = week
        held = np.full(len(customers), NONE) if lookers.held is None else lookers.held
        for customer, offer in zip(customers, held.tolist(), strict=True):
            customer.held_offer[category] = offer
        told = np.full(len(customers), NONE) if lookers.told is None else lookers.told
        for customer, product in zip(customers, told.tolist(), strict=True):
            customer.told = product
            customer.searched.pop(category, None)
        shown = np.zeros((len(customers), 0), bool) if lookers.shown is None else lookers.shown
        for customer, products in zip(customers, shown, strict=True):
            customer.shown = frozenset(np.flatnonzero(products).tolist())
        bits = np.zeros((len(customers), 0), np.uint8) if lookers.answered is None else lookers.answered
        for customer, answered in zip(customers, bits.tolist(), strict=True):
            customer.answered = dict(enumerate(answered))
        if lookers.at_hand is not None:
            for customer, outlets in zip(customers, lookers.at_hand.tolist(), strict=True):
                customer.searched[category] = tuple(outlet for outlet in outlets if outlet != NONE)
        return customers

    def surplus(
        self,
        asked: list[tuple[Customer, Visit]],
        pairs: Pairs,
        needs: tuple[Integers, Floats],
        again: UtilityInFact | None,
    ) -> Surplus:
        """Return the surplus of visits by cell; *needs* has cell and price sensitivity of each customer."""
        cell, sensitivity = needs
        shock = np.array([c.week.shock for c, _ in asked], dtype=np.float64)
        after = after_choice_of(asked, self.terms)
        tables = self.run_tables
        return VisitSurplus(pairs, cell, sensitivity, shock, tables, after, again=again).by_cell()

    def take(
        self, who: Integers, offer: Integers, week: int, luck_week: Integers, weeks_late: Floats
    ) -> None:
        """Let customers take home what they got."""
        products = len(self.run_tables.products)
        luck = self.taking_home.unit_luck(who, offer % products)
        content = self.taking_home.satisfaction(who, offer, weeks_late)
        each = (one.tolist() for one in (who, offer, luck, content, luck_week, weeks_late))
        for row, number, own, felt, chosen, late in zip(*each, strict=True):
            found = {"unit_luck": own, "satisfaction": felt, "week": week, "luck_week": chosen}
            self.customers[row].take(self.unit(number, weeks_late=late, **found))
        super().take(who, offer, week, luck_week, weeks_late)

    def wait(self, who: Integers, category: int) -> None:
        """Let customers wait for what they have ordered."""
        super().wait(who, category)
        for row in who.tolist():
            self.customers[row].waiting.add(category)

    def end_waiting(self, who: Integers, category: Integers, flow: int) -> None:
        """Close needs for which an order was waited for."""
        super().end_waiting(who, category, flow)
        for row, number in zip(who.tolist(), category.tolist(), strict=True):
            if not self.columns.waiting[row, number]:
                self.customers[row].waiting.discard(number)

    def reach_anew(self, reach: Floats) -> None:
        """Let outlets be at hand for other shares of customers from now on [O]."""
        super().reach_anew(reach)
        for customer, row in zip(self.customers, self.columns.people.candidates.tolist(), strict=True):
            customer.candidates = tuple(outlet for outlet in row if outlet != NONE)

    def number(self, weighing: Weighing | None) -> int:
        """Return the number of an offer, or NONE."""
        return NONE if weighing is None else self.run_tables.offer(weighing.outlet, weighing.product)
