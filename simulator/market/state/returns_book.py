"""Returns book: what customers will send back, and what is in inspection.

Customers decide when they take a unit home; it comes back in a later week, if it comes in time and the outlet
is still there. Until then it is with them, and sold.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.people.group_roles import deciders
from simulator.market.state.choice_tables import RunTables
from simulator.market.state.terms_of_return import TermsOfReturn
from simulator.scenario.schema import Scenario

type Shelf = tuple[str, str]
"""Member and product."""


@dataclass(frozen=True)
class UnitsTaken:
    """Units that customers have just taken home, one a row."""

    customer: Integers
    cell: Integers
    offer: Integers
    terms: Integers
    """Terms on which it may be sent back, a place in `TermsOfReturn.all`, or NONE."""
    week: Integers
    """This week, with the numbers of need and unit: each unit has luck of its own (`week_of_unit`)."""
    price: Integers
    """What was paid [money steps]."""
    at_home: Floats
    """What having them is worth, but for the luck of the unit, `AT_HOME` [rows, 4]."""
    on_delivery: Floats
    """What is found of them by how they were handed over, beyond all that was foreseen [utils]."""

    def where(self, chosen: Flags | Integers) -> "UnitsTaken":
        """Return the units that are chosen."""
        return UnitsTaken(*(getattr(self, f.name)[chosen] for f in fields(self)))


@dataclass(frozen=True)
class Returns:
    """Units that customers send back, one a row."""

    customer: Integers
    cell: Integers
    offer: Integers
    terms: Integers
    """Terms on which it is sent back."""
    bought: Integers
    """Week in which they were taken home [week]."""
    price: Integers
    refund: Integers
    commission: Integers
    """What the marketplace gives back of its commission [money steps]."""
    reason: Integers
    """A place in `REASONS`."""
    spared: Integers
    """What sending it back spares the customer [money steps / HARM_STEPS]."""

    @classmethod
    def of(cls, some: "list[Returns]") -> "Returns":
        """Return several lists of them as one."""
        nothing = np.zeros(0, dtype=np.int64)
        columns = ([nothing, *(getattr(one, f.name) for one in some)] for f in fields(cls))
        return cls(*map(np.concatenate, columns))

    def __len__(self) -> int:
        return len(self.offer)

    def where(self, chosen: Flags) -> "Returns":
        """Return the rows for which *chosen* holds."""
        return Returns(*(getattr(self, f.name)[chosen] for f in fields(self)))


class ReturnsBook:
    """What outlets take back, and what is on its way back or in inspection."""

    def __init__(
        self, given: Scenario, run_tables: RunTables, outlets: list[Member], contracts: Sequence[Contract]
    ) -> None:
        self.terms = TermsOfReturn(given, run_tables, outlets, contracts)
        segments = deciders(given.segments, run_tables.cells)
        self.hassle = np.array([segment.return_hassle for segment in segments], dtype=np.float64)
        """[C] what the trouble of a return is worth [currency]."""
        self.promptness = np.array([segment.return_promptness for segment in segments], dtype=np.float64)
        """[C] chance in each week that what is to be sent back is [share]."""
        price, step = given.units.price, given.units.money_step
        paid = [price(one.shipping_for("customer")) * step for one in self.terms.all]
        self.shipping = np.array(paid, dtype=np.float64)
        """What customers pay for sending a unit back, by the place of its terms [currency]."""
        self.coming: defaultdict[int, list[Returns]] = defaultdict(list)
        """What will be sent back, by week."""
        self.in_inspection: defaultdict[Shelf, Counter[int]] = defaultdict(Counter)
        """Units in inspection, by the week in which they leave it [steps]."""
        self.regained: Counter[str] = Counter()
        """What goods that came back this week cost their outlets, less what was thrown away [money steps]."""

    @property
    def is_on(self) -> bool:
        """Say whether a scenario has terms of return."""
        return bool(self.terms.all)

    def brings_back(self, offer: Integers, promotion: Integers, price: Floats, cell: Integers) -> Floats:
        """Return what sending units back will bring customers of cells, NaN where it can't be [currency].

        *promotion*: number of that under which each is bought, or NONE; *price*: what is paid [currency].
        """
        terms = self.terms.of(offer, promotion)
        refund = np.array([*(one.refund for one in self.terms.all), np.nan])[terms]
        back: Floats = refund * price - np.append(self.shipping, np.nan)[terms] - self.hassle.take(cell)
        return back

    def due(self, week: int) -> Returns:
        """Return what is sent back in a week, and forget it."""
        return Returns.of(self.coming.pop(week, []))

    def leaving(self, shelf: Shelf, week: int) -> int:
        """Return how many units leave inspection up to a week, and forget them [steps]."""
        units = self.in_inspection[shelf]
        ready = [due for due in units if due <= week]
        return sum(units.pop(due) for due in ready)

    def held(self) -> dict[Shelf, int]:
        """Return what is in inspection [steps]."""
        counted = {shelf: units.total() for shelf, units in sorted(self.in_inspection.items())}
        return {shelf: units for shelf, units in counted.items() if units}
