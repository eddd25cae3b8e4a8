"""Opening goods: orders outstanding and goods in transit between two members when a run opens.

    on order = backlog + Σ orders + Σ pipeline          of the buyer
    owed     = backlog                                  by its supplier

They stand beside the opening stock. Lists go by weeks: their first number is of week 1. Goods in transit were
ordered, sent and paid for before week 1, so they are the buyer's; a backlog and an order are paid for when
they are shipped.
Source: the opening of the beer game, Sterman (1989), Management Science 35(3).
"""

from collections.abc import Iterable, Sequence
from typing import Annotated

from pydantic import Field

from simulator.base.off_value import Off
from simulator.base.record import Record
from simulator.domain.units import Name

type OpeningUnits = Annotated[int, Field(ge=0, le=1_000_000)]
type OpeningWeeks = Annotated[list[OpeningUnits], Field(max_length=208)]

# Assigned, not declared with `type`: a field takes over a description only from an annotation in the open.
OpeningBacklog = Annotated[
    OpeningUnits,
    Field(description="Units of each product that its supplier owes it when the run opens [units]."),
]
OpeningOrders = Annotated[
    OpeningWeeks,
    Field(description="Units of each product in its orders that reach its supplier in week 1, 2 … [units]."),
]
OpeningPipeline = Annotated[
    OpeningWeeks,
    Field(description="Units of each product on their way to it that arrive in week 1, 2 … [units]."),
]

OPENING_TERMS = ("opening_backlog", "opening_orders", "opening_pipeline")
"""Settings that say what is owed, ordered and in transit when a run opens."""


class OpeningGoods(Record):
    """Orders outstanding and goods in transit of one product under one contract."""

    backlog: OpeningUnits = 0
    """What the supplier owes [units]."""
    orders: Annotated[tuple[OpeningUnits, ...], Off("delays", ())] = ()
    """What the supplier sees ordered in week 1, 2 … [units]."""
    pipeline: Annotated[tuple[OpeningUnits, ...], Off("delays", ())] = ()
    """What arrives in week 1, 2 … [units]."""


def opening_goods(
    products: Iterable[Name], backlog: int = 0, orders: Sequence[int] = (), pipeline: Sequence[int] = ()
) -> dict[Name, OpeningGoods]:
    """Return the same opening goods of each product; of none where there are none."""
    goods = OpeningGoods(backlog=backlog, orders=tuple(orders), pipeline=tuple(pipeline))
    return dict.fromkeys(products, goods) if goods != OpeningGoods() else {}
