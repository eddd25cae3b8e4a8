"""Inventory rows: members, products, suppliers and contract terms in columns; they never change.

All columns have a row for each member and product [R], in the order of levels; terms are those of a buyer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers, Words
from simulator.base.keyed_random import stable_key
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.decisions.policies import AllocationPolicy, allocation_rule
from simulator.domain.ledger_entries import OUTSIDE
from simulator.market.goods.columns.inventory_row import (
    InventoryRow,
    RuleGroup,
    distinct,
    groups_of,
    in_levels,
    runs,
)
from simulator.market.state.protocols import GoodsState
from simulator.mechanisms.supply.lead_time_delay import delay_of

NONE = -1
BASIS_POINTS = 10_000


@dataclass(frozen=True)
class InventoryRows:
    """All rows, in columns."""

    each: tuple[InventoryRow, ...]
    levels: tuple[slice, ...]
    """The rows of each level, from the manufacturers down."""
    groups: tuple[tuple[RuleGroup, ...], ...]
    """Groups of each level's rows that order by one rule."""
    tags: tuple[tuple[str, ...], ...]
    """What the member is tagged with."""
    member: Integers
    """Codes of parties."""
    product: Integers
    parent: Integers
    """The row of the supplier; −1 for none."""
    parent_level: Integers
    """The level of the supplier's row; −1 for none."""
    supplier: Integers
    """Codes of parties; of the outside world for none."""
    is_user: Flags
    """Whether it uses goods up."""
    is_patient: Flags
    """Whether a member that uses goods up waits for what is not there."""
    is_own: Flags
    """Whether the buyer belongs to its supplier, or to the party that its supplier belongs to."""
    waits: Flags
    """Whether any of its orders wait if the supplier is short."""
    backorders: Floats
    tells_sales: Flags
    """Whether it tells its supplier what it was asked for."""
    lead_time: Integers
    mean_delay: Floats
    delay_variance: Floats
    """Of the weeks by which shipments to it are late [weeks, weeks²]."""
    order_weeks: Integers
    minimum: Integers
    """Least of a product that is sold at once [steps]."""
    price: Integers
    freight: Integers
    late_fee: Integers
    """What is paid for one step [money steps]."""
    carrier_paid_by: Integers
    """Codes of parties."""
    storage: Integers
    """Share of what goods cost that keeping them costs in a week [basis points]."""
    spoilage: Floats
    made_at: Integers
    """What it costs to make one step; −1 for members that do not make it [money steps]."""
    who: Words
    what: Words
    supplier_who: Words
    """Keys of luck: of the member, of the product, of the supplier."""
    luck: Words
    """The member's own word."""
    delays: tuple[tuple[tuple[float, ...], Flags], ...]
    """Chances of being late, and which rows they go with."""
    allocation: Integers
    """By which of `allocations` it shares out what does not suffice."""
    allocations: tuple[AllocationPolicy, ...]
    makers: dict[str, list[int]]
    """The rows that each manufacturer makes."""
    running: tuple[Integers, Integers]
    """Codes of parties, and the fixed cost that each pays in a week [money steps]."""
    below: tuple[Integers, Integers]
    """Pairs of a row with a rule that looks below, and a row that it sees there."""

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.each)

    @cached_property
    def somebody_hurries(self) -> bool:
        """Say whether any buyer's orders are cancelled where they cannot be filled at once."""
        return not self.waits.all()

    @cached_property
    def somebody_is_turned_away(self) -> bool:
        """Say whether any contract lets only part of what was not shipped wait."""
        return bool((self.backorders < 1.0).any())

    @cached_property
    def somebody_tells_sales(self) -> bool:
        """Say whether any buyer tells its supplier what it was asked for."""
        return bool(self.tells_sales.any())

    @cached_property
    def somebody_pays_freight(self) -> bool:
        """Say whether any contract has a cost of freight."""
        return bool(self.freight.any())


def inventory_rows(state: GoodsState) -> InventoryRows:
    """Return the rows of a market that has just opened."""
    each = in_levels(state)
    row = {(shelf.member.name, shelf.product): at for at, shelf in enumerate(each)}
    levels = runs([shelf.depth for shelf in each])
    makers = {(noun.maker, product): noun for product, noun in state.given.products.items()}
    nouns = [makers.get((shelf.member.name, shelf.product)) for shelf in each]
    units, code = state.given.units, state.header.code
    parent = _whole([row.get((s.contract.supplier, s.product), NONE) if s.contract else NONE for s in each])
    level_of = np.repeat(np.arange(len(levels)), [level.stop - level.start for level in levels])
    allocations, allocation = distinct([s.member.allocation or allocation_rule("proportional") for s in each])
    return InventoryRows(
        each=tuple(each),
        levels=levels,
        groups=tuple(groups_of(each[level], level.start) for level in levels),
        tags=tuple(shelf.member.tags for shelf in each),
        member=_whole([code(shelf.member.name) for shelf in each]),
        product=_whole([state.product_number[shelf.product] for shelf in each]),
        parent=parent,
        parent_level=np.where(parent == NONE, NONE, level_of[parent]),
        is_user=_flags([shelf.member.uses is not None for shelf in each]),
        is_patient=_flags([shelf.member.waits for shelf in each]),
        lead_time=_whole([_lead_time(state, shelf) for shelf in each]),
        storage=_whole([round(shelf.member.storage_cost * BASIS_POINTS) for shelf in each]),
        spoilage=np.array([state.given.products[shelf.product].spoilage for shelf in each], dtype=np.float64),
        made_at=_whole([NONE if noun is None else units.price(noun.unit_cost) for noun in nouns]),
        who=_keys([shelf.member.name for shelf in each]),
        what=_keys([shelf.product for shelf in each]),
        luck=np.array([state.members[shelf.member.name].stock.luck for shelf in each], dtype=np.uint64),
        allocation=_whole(allocation),
        allocations=tuple(allocations),
        makers=_makers(each, [noun is not None for noun in nouns]),
        running=_running(state),
        below=_below(state, each, row),
        **_terms(state, each),
    )


def _terms(state: GoodsState, each: list[InventoryRow]) -> dict[str, Any]:
    """Return the columns of what buyers and suppliers agreed on; nothing where there is no supplier."""
    units, code = state.given.units, state.header.code
    terms = [shelf.contract or Contract(supplier=OUTSIDE, buyer=shelf.member.name) for shelf in each]
    both = list(zip(each, terms, strict=True))
    late = np.array([delay_of(t.delays) for t in terms], dtype=np.float64).reshape(len(terms), 2)
    return {
        "supplier": _whole([0 if s.contract is None else code(t.supplier) for s, t in both]),
        "supplier_who": _keys([t.supplier for t in terms]),
        "is_own": _flags(
            [s.contract is not None and _is_own(s.member, state.header.member(t.supplier)) for s, t in both]
        ),
        "waits": _flags([s.member.waits and t.backorders > 0.0 for s, t in both]),
        "backorders": np.array([t.backorders for t in terms], dtype=np.float64),
        "tells_sales": _flags([t.shares_sales and s.member.uses is None for s, t in both]),
        "order_weeks": _whole([t.order_weeks for t in terms]),
        "minimum": _whole([units.quantity(t.minimum_order) for t in terms]),
        "price": _whole(
            [state.prices_in_force.price(s.contract, s.product) if s.contract else 0 for s in each]
        ),
        "freight": _whole([units.price(t.freight) for t in terms]),
        "carrier_paid_by": _whole([code(_payer(t)) for t in terms]),
        "late_fee": _whole([units.price(t.late_fee) for t in terms]),
        "delays": _delays(terms),
        "mean_delay": late[:, 0],
        "delay_variance": late[:, 1],
    }


def _whole(values: Sequence[int]) -> Integers:
    return np.array(values, dtype=np.int64)


def _flags(values: Sequence[bool]) -> Flags:
    return np.array(values, dtype=np.bool_)


def _keys(names: Sequence[str]) -> Words:
    return np.array([stable_key(name) for name in names], dtype=np.uint64)


def _is_own(buyer: Member, seller: Member) -> bool:
    return buyer.owner is not None and buyer.owner in (seller.name, seller.owner)


def _payer(terms: Contract) -> str:
    return terms.buyer if terms.freight_paid_by == "buyer" or terms.supplier == OUTSIDE else terms.supplier


def _lead_time(state: GoodsState, shelf: InventoryRow) -> int:
    if shelf.contract is not None:
        return shelf.contract.lead_time_weeks
    maker = state.given.manufacturers.get(shelf.member.name)
    return 0 if maker is None else maker.production_weeks


def _delays(terms: Sequence[Contract]) -> tuple[tuple[tuple[float, ...], Flags], ...]:
    chances = [tuple(contract.delays) for contract in terms]
    return tuple((some, np.array([each == some for each in chances])) for some in set(chances) if some)


def _makers(each: list[InventoryRow], made: Sequence[bool]) -> dict[str, list[int]]:
    makers: dict[str, list[int]] = {}
    for at, (shelf, is_made) in enumerate(zip(each, made, strict=True)):
        if is_made:
            makers.setdefault(shelf.member.name, []).append(at)
    return makers


def _running(state: GoodsState) -> tuple[Integers, Integers]:
    costs = {
        state.header.code(name): state.given.units.money(agent.member.weekly_cost)
        for name, agent in state.members.items()
    }
    return np.array(list(costs), dtype=np.int64), np.array(list(costs.values()), dtype=np.int64)


def _below(
    state: GoodsState, each: list[InventoryRow], row: dict[tuple[str, str], int]
) -> tuple[Integers, Integers]:
    """Return pairs of rows: one with a rule that looks downstream, and one that it sees."""
    whose = {id(agent.stock): name for name, agent in state.members.items()}
    pairs = [
        (at, row[whose[id(other)], shelf.product])
        for at, shelf in enumerate(each)
        for other in state.members[shelf.member.name].stock.below
        if (whose[id(other)], shelf.product) in row
    ]
    above, below = zip(*pairs, strict=True) if pairs else ((), ())
    return np.array(above, dtype=np.int64), np.array(below, dtype=np.int64)
