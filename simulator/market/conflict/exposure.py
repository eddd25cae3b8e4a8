"""Conflict exposure: which independent outlets were open to which harm this week (the base of frequency).

Aggrieved are independent outlets only: a manufacturer that undercuts its own web store harms itself, and its
contribution shows that. Exposure is counted however customers choose; harm, of customers whose choice is a
logit alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.domain.registries import CONFLICT_ISSUES
from simulator.market.state.choice_tables import NONE, RunTables, WeekTables
from simulator.market.state.offers import OfferTable
from simulator.market.state.short_supply import ShortSupply
from simulator.mechanisms.conflict.margin_squeeze import SoldOnTerms

type Missed = Callable[[], Iterator[tuple[int, int, int, int]]]


@dataclass(frozen=True)
class WeekOfIssues:
    """A week of the market, as issues of conflict ask for it (`domain.conflict.issues.ConflictWeek`)."""

    run_tables: RunTables
    offer_table: OfferTable
    week_tables: WeekTables
    short_supply: ShortSupply
    missed: Missed
    sold_on_terms: Callable[[], Iterator[SoldOnTerms]]
    late: Callable[[], Iterator[tuple[int, int, int]]]
    sold_by_cell: Callable[[], Integers]
    feels: Flags
    """[O] whether the outlet feels what others do to it."""
    parties: Integers
    """[O] the outlets, as parties."""

    @cached_property
    def present(self) -> Flags:
        """Return where the product is in stock, or orders for it are taken [O, P]."""
        found = self.offer_table.carried & (self.week_tables.stock > 0)
        if self.week_tables.wait is not None:
            found |= (self.week_tables.wait > -np.inf).any(axis=0)
        return found

    @property
    def independent(self) -> Flags:
        """Return whether each outlet belongs to no manufacturer [O, 1]."""
        found: Flags = (self.run_tables.owner == NONE)[:, None]
        return found

    @cached_property
    def direct(self) -> Flags:
        """Return where a product is at an outlet of its own manufacturer [O, P]."""
        found: Flags = self.present & (self.run_tables.owner[:, None] == self.run_tables.maker[None, :])
        return found

    @property
    def territory(self) -> Flags:
        """Return where the area was promised to the outlet [O, P]."""
        return self.offer_table.territory

    @property
    def maker(self) -> Integers:
        """Return the manufacturer of each product [P]."""
        return self.run_tables.maker

    @property
    def at_home(self) -> Flags:
        """Return whether each outlet serves the region of each cell [C, O]."""
        return self.run_tables.at_home

    @cached_property
    def standing(self) -> Integers:
        """Return how far goods are meant for the region of each cell [C, O, P]; zeros if not kept."""
        known = self.week_tables.standing
        return (
            np.zeros((len(self.run_tables.cells), *self.present.shape), np.int64) if known is None else known
        )

    @cached_property
    def advises(self) -> Flags:
        """Return where the outlet advises customers on the product's category [O, P]."""
        gives = (self.week_tables.advice > -np.inf).any(axis=1)
        return gives[self.run_tables.category_of].T

    @cached_property
    def sold(self) -> Integers:
        """Return the units that customers of each cell took at each outlet [C, O, P]."""
        return self.sold_by_cell()

    @property
    def owner(self) -> Integers:
        """Return the manufacturer that each outlet belongs to, or NONE [O]."""
        return self.run_tables.owner

    @property
    def price(self) -> Integers:
        """Return what is asked of everybody [O, P, money steps]."""
        return self.offer_table.price

    @property
    def floor(self) -> Integers:
        """Return the lowest price that may be advertised, or 0 [O, P, money steps]."""
        return self.offer_table.floor

    @property
    def tolerance(self) -> float:
        """Return how far below one's own price another's may be without being an undercut [share]."""
        return self.run_tables.tolerance

    @cached_property
    def short(self) -> Flags:
        """Return where the outlet had to share its supplier's goods with others [O, P]."""
        return could_be_short(self.run_tables, self.short_supply)

    def scopes(self) -> Flags:
        """Return regions, as the outlets that serve them [regions, O]."""
        return self.offer_table.regions


def conflict_exposures(week: WeekOfIssues) -> Iterator[tuple[str, Flags]]:
    """Yield each issue on record and the offers [O, P] over which outlets were open to it."""
    for name in week.run_tables.issues.names:
        yield name, CONFLICT_ISSUES.get(name).exposed(week)


def could_be_short(run_tables: RunTables, short_supply: ShortSupply) -> Flags:
    """Return the offers [O, P] for which the outlet had to share its supplier's goods with others."""
    shared = np.zeros((len(run_tables.outlets), len(run_tables.products)), dtype=bool)
    for buyer, product in short_supply.exposed:
        if buyer in run_tables.outlets:
            shared[run_tables.outlets.index(buyer), run_tables.products.index(product)] = True
    return shared
