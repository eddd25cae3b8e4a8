"""Owner: uses things that last, and sees them fail, one person at a time; a consumer is an owner with needs.

What lasts I have in use for a while. When it fails it is of no use to me; if it is repaired, I wait for it
and use it again. With what I have in use I may need help. Override a verb to change it.
"""

from collections import Counter
from typing import TYPE_CHECKING, Any

from simulator.base.keyed_random import happens, uniform
from simulator.market.customers.cell_week import CellWeek
from simulator.market.state.luck_weeks import LUCK, is_first_unit
from simulator.mechanisms.use.life import weeks_of_use

if TYPE_CHECKING:
    from simulator.market.state.choice_tables import RunTables


class Owner:
    """The part of a consumer that has things in use."""

    key: int
    model: Any
    taken: dict[int, int]
    """Week in which a unit was taken last, by product."""
    has_left: set[int]
    """Categories that are left."""
    pantry: dict[int, int]
    """Units kept for later, by product."""
    in_use: dict[int, int]
    """Last week in which a product is of use."""
    units_in_use: dict[int, int]
    in_use_since: dict[int, int]
    in_repair: Counter[int]
    """Units with repairers, by product."""
    subscribed: dict[int, tuple[int, int]]

    @property
    def week(self) -> CellWeek:
        """Return the week as customers of my cell find it."""
        raise NotImplementedError

    @property
    def run_tables(self) -> "RunTables":
        """Return the names, numbers and keys of the run."""
        raise NotImplementedError

    def in_use_until(self, category: int) -> int:
        """Return the last week in which I have something of a category in use; 0: I never had any."""
        return max(
            (self.in_use.get(product, 0) for product in self.run_tables.products_of[category]), default=0
        )

    def owns(self, category: int) -> bool:
        """Say whether I have something of a category in use, or with a repairer, to use again."""
        of = self.run_tables.products_of[category]
        lasts = self.run_tables.lasting.lasts
        waits = any(self.in_repair[product] > 0 for product in of if lasts[product])
        return waits or self.in_use_until(category) >= self.week.number

    def can_use(self, product: int) -> bool:
        """Say whether a product is of use to me: of a refill, whether I have in use what it refills."""
        bases = self.run_tables.lasting.bases[product]
        return not bases or any(self.in_use.get(base, 0) >= self.week.number for base in bases)

    def put_to_use(self, offer: Any) -> None:
        """Have a unit that lasts in use from this week on."""
        terms, product = self.run_tables.lasting, offer.product
        if not terms.lasts[product]:
            return
        weeks = int(terms.period[product])
        if not weeks:
            word = self.model.dice.word(
                "life", offer.week, self.key, self.run_tables.lists["product_keys"][product]
            )
            weeks = weeks_of_use(uniform(word), terms.scale[product].item(), terms.shape[product].item())
        until, begins = self.in_use.get(product, 0), offer.week - 1
        if terms.period[product] and is_first_unit(offer.luck_week):
            begins = max(until, begins)  # another period is paid for: it begins when the last one ends
        self.units_in_use[product] = 1 + (self.units_in_use.get(product, 0) if until >= offer.week else 0)
        if until < max(1, offer.week - 1):
            self.in_use_since[product] = offer.week
        self.in_use[product] = max(until, begins + weeks)
        self.subscribed[product] = self.run_tables.offer(offer.outlet, product), offer.luck_week & LUCK

    def asks_for_help(self, product: int) -> bool:
        """Say whether I ask for help this week with a product that I had in use before, and have still."""
        tables, week = self.run_tables, self.week.number
        if not self.in_use.get(product, 0) >= week > self.in_use_since.get(product, 0):
            return False
        word = self.model.dice.word("asks for help", week, self.key, tables.lists["product_keys"][product])
        asks: bool = happens(word, int(tables.help_asked[product]))
        return asks

    def sets_aside(self, product: int) -> bool:
        """Use no more a unit that I will send back, or that fails; say whether I kept it for later."""
        keeps = self.pantry.get(product, 0) > 0
        if keeps:
            self.pantry[product] -= 1
        return keeps

    def send_back(self, product: int, week: int) -> None:
        """Have a unit in use no longer that I send back, or that fails; with the last one the use ends."""
        if product in self.in_use:
            self.units_in_use[product] = max(0, self.units_in_use.get(product, 0) - 1)
            if not self.units_in_use[product]:
                self.in_use[product] = min(self.in_use[product], week - 1)

    def breaks(self, product: int, week: int, is_covered: bool) -> int:
        """Have a unit in use no longer that fails; return for how many weeks more I would have used it.

        If it is covered by a warranty I wait for it, and need no other one sooner than with one in use.
        """
        left = self.in_use[product] - (week - 1) if self.run_tables.lasting.lasts[product] else 0
        self.send_back(product, week)
        if is_covered:
            self.in_repair[product] += 1
        return left

    def uses_again(self, product: int, week: int, weeks_left: int) -> None:
        """Have a unit in use again that was repaired, beside any other; of no weeks, it came as it was."""
        self.in_repair[product] -= 1
        if weeks_left:
            until = self.in_use.get(product, 0)
            self.units_in_use[product] = 1 + (self.units_in_use.get(product, 0) if until >= week else 0)
            self.in_use[product] = max(until, week - 1 + weeks_left)

    def wears_out(self, week: int) -> dict[int, int]:
        """Have in use no more what was so until the week before; return how many units of which product."""
        over = {
            product: units
            for product, units in self.units_in_use.items()
            if units and self.in_use[product] == week - 1
        }
        self.units_in_use.update(dict.fromkeys(over, 0))
        return over

    def is_heard_of(self, product: int) -> bool:
        """Say whether others hear me of a product that does not last: I keep some, or took some lately."""
        weeks, taken = int(self.run_tables.lasting.talk_weeks[product]), self.taken.get(product, 0)
        if int(self.run_tables.category_of[product]) in self.has_left:
            return False
        return self.pantry.get(product, 0) > 0 or (taken > 0 and self.week.number - taken < weeks)

    def is_member(self, product: int) -> bool:
        """Say whether I am a member of the community of a product's owners while I have it in use."""
        key = self.run_tables.lists["product_keys"][product]
        word: int = self.model.dice.word("member", -1, self.key, key)
        return happens(word, int(self.run_tables.communities.joins[product]))
