"""Consumer: needs, uses, wears out, one person at a time; a customer is a consumer that shops.

I need things now and then, as often as I do. What lasts I have in use for a while and need no second one;
what refills something I need only with it; what I subscribe to I need anew when a period ends, with the luck
with which I chose it. With what I have in use I may need help. After a purchase I may leave, for good or
until I come back. Override a verb to change it.
"""

from collections import Counter
from typing import TYPE_CHECKING, Any

from mesa import Agent

from simulator.base.keyed_random import happens, threshold
from simulator.market.customers.addressee import Addressee
from simulator.market.customers.cell_week import CellWeek
from simulator.market.customers.own_memory import OwnMemory, keep
from simulator.market.customers.owner import Owner
from simulator.market.state.choice_tables import NONE
from simulator.market.state.luck_weeks import LUCK, week_of_need
from simulator.market.state.utility_terms import TIMES_FAILED
from simulator.mechanisms.communication.awareness import aware_by_own
from simulator.mechanisms.use.buying_ahead import units_ahead
from simulator.mechanisms.use.leaving import chance_of_leaving
from simulator.mechanisms.use.needs_of_week import needs_of_week

if TYPE_CHECKING:
    from simulator.market.state.choice_tables import RunTables


class Consumer(Owner, Addressee, Agent):  # type: ignore[misc]
    """One person: how often it needs what, what it has in use, a memory.

    Parameters of terms of utility are attributes, too, and what it remembers: `loyalty`, `last_outlet` …
    """

    def __init__(self, model: Any, row: int, cell: int, key: int) -> None:
        super().__init__(model)
        self.row = row
        self.cell = cell
        self.key = key
        self.own_rate: dict[int, float] = {}
        self.own_leaving: dict[int, float] = {}
        self.experience: set[int] = set()
        self.waiting: set[int] = set()
        self.has_left: set[int] = set()
        self.taken: dict[int, int] = {}
        self.pantry: dict[int, int] = {}
        self.in_use: dict[int, int] = {}
        self.units_in_use: dict[int, int] = {}
        self.in_use_since: dict[int, int] = {}
        self.in_repair: Counter[int] = Counter()
        self.weeks_unhelped: Counter[int] = Counter()
        self.subscribed: dict[int, tuple[int, int]] = {}
        self.luck_week: dict[int, int] = {}
        self.held_offer: dict[int, int] = {}
        self.told = NONE
        self.shown: frozenset[int] = frozenset()
        self.last_visit: dict[tuple[int, int], int] = {}
        self.lists: dict[tuple[int, int], bool] = {}
        self.heard: dict[int, float] = {}
        self.believes: dict[tuple[int, int], float] = {}
        self.own_talk = self.own_price_talk = 0.0
        self.memory: dict[str, Any] = dict(model.utility_terms.remembers)
        self.own = OwnMemory(model.utility_terms.of_products)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_"):
            memory = self.__dict__.get("memory", {})
            if name in memory:
                return memory[name]
            if "cell" in self.__dict__:
                return getattr(self.model.utility_terms.shoppers[self.cell], name)
        raise AttributeError(f"a {type(self).__name__} has no '{name}'")

    @property
    def week(self) -> CellWeek:
        """Return the week as customers of my cell find it."""
        week: CellWeek = self.model.crowd.week(self.cell)
        return week

    @property
    def run_tables(self) -> "RunTables":
        """Return the names, numbers and keys of the run."""
        tables: RunTables = self.model.run_tables
        return tables

    def luck(self, purpose: str, category: int, what: int = 0) -> int:
        """Return the word of my open need for a purpose, from the keyed random numbers.

        It is that of the week in which the need arose: looking again, I like what I liked before.
        """
        week = self.luck_week.get(category, self.week.number) & LUCK
        return self.word(purpose, category, week, what)

    def word(self, purpose: str, category: int, week: int, what: int = 0) -> int:
        """Return my word of a week for a purpose and a category."""
        name = self.run_tables.categories[category]
        word: int = self.model.dice.word(f"{purpose} {name}", week, self.key, what)
        return word

    def needs(self, category: int) -> int:
        """Return how many needs of a category I come to shops with this week: what I have kept meets some.

        One that finds nothing may stay open, and looks again when something has changed (`LookingAgain`).
        """
        return max(0, self.units_used(category) - self.stored(category))

    def units_used(self, category: int) -> int:
        """Return how often I need something of a category this week; while I wait for it, if needs add up."""
        terms, week = self.run_tables.needs, self.week.number
        is_one_with_order = category in self.waiting and not terms.adds_up[category, self.cell]
        if is_one_with_order or self.lacks_use(category):
            return 0
        if self.ended_subscription(category) != NONE:
            return 1
        word = self.word("need", category, week)
        if self.run_tables.needs_plainly(category):
            return int(happens(word, self.week.need[category]))
        until, replaced = self.in_use_until(category), terms.replaced[category, self.cell].item()
        owns = self.owns(category)
        if until > 0 and not owns and replaced == replaced:  # noqa: PLR0124 - a number, not NaN
            return int(happens(word, threshold(replaced)))
        mean = self.mean_uses(category)
        if owns:
            mean *= terms.while_owning[category, self.cell].item()
        varies = terms.rate_shape[category, self.cell].item() < float("inf")
        return int(needs_of_week(word, mean, varies, terms.counted[category, self.cell].item()))

    def mean_uses(self, category: int) -> float:
        """Return how often I would need a category this week in the mean, with nothing in use."""
        return self.week.mean_need[category] * self.own_rate.get(category, 1.0)

    def stored(self, category: int) -> int:
        """Return how many units of a category I have bought ahead and not used up."""
        return sum(self.pantry.get(product, 0) for product in self.run_tables.products_of[category])

    def use_up(self, category: int) -> dict[int, int]:
        """Use this week what I have bought ahead; return how many units of which product."""
        used: dict[int, int] = {}
        left = self.units_used(category) if self.stored(category) else 0
        for product in self.run_tables.products_of[category]:
            used[product] = min(left, self.pantry.get(product, 0))
            self.pantry[product] = self.pantry.get(product, 0) - used[product]
            left -= used[product]
        return used

    def buys_ahead(self, category: int, product: int, paid: float) -> int:
        """Return how many units I take for later with one that I bought at a price, as far as it pays."""
        terms = self.run_tables.needs
        room = int(terms.pantry[category, self.cell]) - self.stored(category)
        if room <= 0 or self.run_tables.lasting.lasts[product]:
            return 0
        remembered = self.week.tables.lists["reference_price"][self.cell][product]
        cost = terms.storage_cost[category, self.cell].item()
        return int(units_ahead(self.mean_uses(category), remembered, paid, cost, room))

    def units_per_need(self, category: int) -> int:
        """Return how many units meet a need of a category."""
        return int(self.run_tables.needs.units[category, self.cell])

    def lacks_use(self, category: int) -> bool:
        """Say whether I have left a category, or have nothing that its products refill."""
        if category in self.has_left:
            return True
        return not any(self.can_use(product) for product in self.run_tables.products_of[category])

    def hears_suggestion(self, product: int) -> bool:
        """Say whether I come to need a product that an outlet suggests with what I have bought there."""
        category, week = int(self.run_tables.category_of[product]), self.week.number
        if category in self.waiting or category in self.has_left or self.stored(category):
            return False
        if not self.can_use(product):
            return False
        word = self.word("suggested need", category, week)
        while_owning = self.run_tables.needs.while_owning[category, self.cell].item()
        return not self.owns(category) or happens(word, threshold(while_owning))

    def ended_subscription(self, category: int) -> int:
        """Return which of my subscriptions of a category ended last week, a product, or NONE."""
        subscribed, last = self.run_tables.lasting.subscribed, self.week.number - 1
        found = [
            product
            for product in self.run_tables.products_of[category]
            if subscribed[product] and last > 0 and self.in_use.get(product, 0) == last
        ]
        return found[-1] if found else NONE

    def renew(self, category: int) -> tuple[int, int]:
        """Return the luck of the need that now arises, by week, and the offer that alone I weigh, or NONE.

        When a subscription ends I go on with it, or compare all there is: now and then, or if it is gone.
        """
        product = self.ended_subscription(category)
        if product == NONE:
            return self.week.number, NONE
        offer, luck_week = self.subscribed[product]
        outlet = offer // len(self.run_tables.products)
        compares = happens(
            self.word("compares", category, self.week.number), int(self.run_tables.lasting.compares[product])
        )
        is_there = self.week.carried[outlet][product] and self.week.offer(outlet, product).in_stock
        return luck_week, offer if is_there and not compares else NONE

    def knows(self, product: int) -> bool:
        """Say whether I know a product: I had it, go on with it, am told of it, shown it, or heard enough."""
        if product in self.experience or product == self.told or product in self.shown:
            return True
        held = self.held_offer.get(int(self.run_tables.category_of[product]), NONE)
        if held != NONE and held % len(self.run_tables.products) == product:
            return True
        word = self.model.dice.word("aware", -1, self.key, self.week.product_keys[product])
        knows: bool = happens(word, aware_by_own(self.week.aware[product], self.heard.get(product, 0.0)))
        return knows

    def comes_back(self, category: int) -> bool:
        """Say whether I come back this week to a category that I had left."""
        chance = int(self.run_tables.needs.won_back[category, self.cell])
        return category in self.has_left and happens(
            self.word("won back", category, self.week.number), chance
        )

    def take(self, offer: Any) -> None:
        """Take an offer home, bought or delivered: remember it, put it to use, and perhaps leave."""
        self.experience.add(offer.product)
        self.taken[offer.product] = offer.week
        keep(self.model.utility_terms.after_purchase(self, offer), self.memory, self.own, offer.product)
        self.put_to_use(offer)
        category = int(self.run_tables.category_of[offer.product])
        if self.leaves(category, offer):
            self.has_left.add(category)
        self.weeks_unhelped[offer.product] = 0

    def fails(self, unit: Any, week: int, is_covered: bool) -> int:
        """See a unit fail, and perhaps leave; return for how many weeks more I would have used it.

        I leave by the luck of the purchase, as if I had been so little satisfied with it then; and I know the
        product by what failed as by any experience.
        """
        found = self.model.utility_terms.after_failure(self, unit)
        keep(found, self.memory, self.own, unit.product, TIMES_FAILED)
        left, category = (
            self.breaks(unit.product, week, is_covered),
            int(self.run_tables.category_of[unit.product]),
        )
        minds = self.run_tables.needs.satisfied[category, self.cell] > 0.0
        if minds and self.leaves(category, unit):
            self.has_left.add(category)
        return left

    def leaves(self, category: int, offer: Any) -> bool:
        """Say whether I leave a category after a purchase, by a chance of my own and how satisfied I am."""
        if category not in self.own_leaving:
            return False
        terms, weeks = self.run_tables.needs, self.weeks_unhelped[offer.product]
        weight, per_week = (table[category, self.cell].item() for table in (terms.satisfied, terms.unhelped))
        own, stays = self.own_leaving[category], self.run_tables.communities.stays[offer.product].item()
        held = stays if stays and self.is_member(offer.product) else 0.0
        chance = chance_of_leaving(own, offer.satisfaction, weight, float(weeks), per_week, held)
        week = week_of_need(offer.week, offer.luck_week)
        return happens(self.word("leaves", category, week), threshold(chance))
