"""Run header: the scenario, seed and channel of a run, and the names that codes of its ledger stand for.

Entries name parties, products, cells and categories by whole numbers; the header says who and what
they are. Code 0 among the parties is the outside world, then come the members in the order they were drawn.

The scenario is kept as it was given, with its switches: metrics read products from there, the customers that
were played from the cells, and the prices in force from entries (`queries/terms_of_rows.py`).
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from simulator.base.input_error import InputError
from simulator.base.registry import suggestion
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.entry_kind import Sort
from simulator.domain.ledger_entries import OUTSIDE
from simulator.domain.people.segments import Cell
from simulator.scenario.schema import Scenario
from simulator.scenario.switches import as_played

type Flags = NDArray[np.bool_]

NOBODY_CODE = -1
"""The code that stands where an entry names no party, product, cell or category."""


class RunHeaderError(InputError, ValueError):
    """A run header that contradicts itself, or a name that is not in it."""


@dataclass(frozen=True)
class RunHeader:
    """Inputs of a run: scenario, seed, version of the model, and all parties that may appear in it."""

    scenario: Scenario
    seed: int
    version: str
    parties: tuple[str, ...]
    """Names by code: the outside world, then the members."""
    members: tuple[Member, ...]
    """The members, `parties[1:]`, in the order in which they were drawn."""
    contracts: tuple[Contract, ...]
    products: tuple[str, ...]
    cells: tuple[Cell, ...]

    def __post_init__(self) -> None:
        if self.parties != (OUTSIDE, *(member.name for member in self.members)):
            raise RunHeaderError(f"the parties must be '{OUTSIDE}' and then the members, in their order")
        for sort in (Sort.PARTY, Sort.PRODUCT, Sort.CELL):
            names = self.names(sort)
            if len(set(names)) != len(names):
                raise RunHeaderError(f"two of sort '{sort}' have the same name: {', '.join(names)}")
        known = list(self.scenario.products)
        for product in self.products:
            if product not in known:
                raise RunHeaderError(f"no product called '{product}'; {suggestion(product, known)}")

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        *,
        seed: int,
        version: str,
        members: Iterable[Member],
        contracts: Iterable[Contract],
        cells: Iterable[Cell],
    ) -> "RunHeader":
        """Return the header of a run; parties and products get their codes in the order given."""
        members = tuple(members)
        return cls(
            scenario=scenario,
            seed=seed,
            version=version,
            parties=(OUTSIDE, *(member.name for member in members)),
            members=members,
            contracts=tuple(contracts),
            products=tuple(scenario.products),
            cells=tuple(cells),
        )

    def after(self, week: int) -> "RunHeader":
        """Return the same header with a warm-up up to a week, which metrics leave out.

        What was worked out of this header stays with it: nothing of that depends on the warm-up.
        """
        header = copy(self)
        object.__setattr__(header, "scenario", self.scenario.model_copy(update={"warm_up": week}))
        return header

    def to_json(self) -> str:
        """Write the header as JSON."""
        return _JSON.dump_json(self, indent=1).decode()

    @classmethod
    def from_json(cls, text: str) -> "RunHeader":
        """Read a header from JSON; pydantic's ValidationError lists its faults."""
        return _JSON.validate_json(text)

    def names(self, sort: Sort) -> tuple[str, ...]:
        """Return the names that codes of a sort stand for, by code."""
        return self._names[sort]

    @cached_property
    def _names(self) -> dict[Sort, tuple[str, ...]]:
        return {
            Sort.PARTY: self.parties,
            Sort.PRODUCT: self.products,
            Sort.CELL: self.cell_names,
            Sort.CATEGORY: self.categories,
        }

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """Return the names of the categories, by code."""
        return self.scenario.categories

    @cached_property
    def cell_names(self) -> tuple[str, ...]:
        """Return the names of the cells, by code."""
        return tuple(cell.name for cell in self.cells)

    @cached_property
    def _codes(self) -> dict[str, int]:
        return {name: code for code, name in enumerate(self.parties)}

    def code(self, party: str) -> int:
        """Return the code of a party."""
        code = self._codes.get(party)
        if code is None:
            raise RunHeaderError(f"no party called '{party}'; {suggestion(party, list(self.parties))}")
        return code

    def member(self, name: str) -> Member:
        """Return the member of that name."""
        if name == OUTSIDE:
            raise RunHeaderError(f"'{OUTSIDE}' is no member")
        return self.members[self.code(name) - 1]

    @property
    def people_per_customer(self) -> int:
        """Return how many people of the market each customer in the ledger stands for."""
        return self.scenario.people_per_customer

    def home(self, name: str) -> str:
        """Return the firm of a member: its owner, or itself."""
        return self.member(name).owner or name

    def is_outlet(self, name: str) -> bool:
        """Say whether a member sells to customers."""
        return self.member(name).format is not None

    def is_maker(self, name: str) -> bool:
        """Say whether a member is a manufacturer."""
        return name in self.scenario.manufacturers

    def maker_of(self, product: str) -> str:
        """Return the manufacturer of a product."""
        return self.scenario.products[product].maker

    def list_price(self, product: str) -> float:
        """Return the recommended retail price of a product [currency per unit]."""
        return self.scenario.products[product].list_price

    @cached_property
    def tells_use(self) -> bool:
        """Say whether the ledger tells what customers keep and use up: where anything is kept for a while.

        That is what lasts, is bought ahead, may be sent back, or is repaired. In all other runs each unit is
        used up in the week in which it is sold, by the need that it meets, and there are no such entries.
        """
        given = as_played(self.scenario)
        return (
            any(one.life or one.subscription for one in given.products.values())
            or any(need.pantry for one in given.segments.values() for need in one.needs.values())
            or any(one.returns is not None for one in given.promotions)
            or any(contract.returns for contract in self.contracts)
            or bool(given.returns or given.warranties)
        )

    # One flag a code and a last one, always False, for code −1.

    @cached_property
    def outlets(self) -> Flags:
        """Return a flag for each party that sells to customers, by code."""
        return _flags(False, *(member.format is not None for member in self.members))

    @cached_property
    def sellers(self) -> Flags:
        """Return a flag for each outlet or supplier of a demand process, by code."""
        serving = {c.supplier for c in self.contracts if self.member(c.buyer).uses is not None}
        return _flags(False, *(m.format is not None or m.name in serving for m in self.members))

    @cached_property
    def focal_handlers(self) -> Flags:
        """Return a flag for each party that is ever supplied with focal products or makes them, by code."""
        focal = {p for p, own in zip(self.products, self.focal_products[:-1], strict=True) if own}
        supplied = {c.buyer for c in self.contracts if focal & set(c.prices)} | {self.scenario.focal_maker}
        return _flags(False, *(member.name in supplied for member in self.members))

    @cached_property
    def focal_sellers(self) -> Flags:
        """Return a flag for each seller that could sell focal products, by code."""
        return np.logical_and(self.sellers, self.focal_handlers)

    @cached_property
    def makers(self) -> Flags:
        """Return a flag for each manufacturer, by code."""
        return _flags(False, *(self.is_maker(member.name) for member in self.members))

    @cached_property
    def users(self) -> Flags:
        """Return a flag for each demand buyer, by code."""
        return _flags(False, *(member.uses is not None for member in self.members))

    @cached_property
    def independents(self) -> Flags:
        """Return a flag for each independent member (no manufacturer, nor owned by one), by code."""
        return _flags(
            False, *(not self.is_maker(m.name) and not self.is_maker(self.home(m.name)) for m in self.members)
        )

    @cached_property
    def focal_products(self) -> Flags:
        """Return a flag for each product of the focal manufacturer, by code."""
        return _flags(*(self.maker_of(product) == self.scenario.focal_maker for product in self.products))


def _flags(*flags: bool) -> Flags:
    column = np.array([*flags, False], dtype=np.bool_)
    column.flags.writeable = False
    return column


_JSON = TypeAdapter(RunHeader)
