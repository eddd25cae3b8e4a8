"""Lever: the part of the marketing mix that a setting belongs to.

A lever stands on the field of a record: ``service: Annotated[float, Lever.SERVICE] = 0.0``. What bears none
is, of a member or contract, the route itself, which goes with reach; of a scenario, the world.
Source: the four P without the product, McCarthy (1960); service outputs, Bucklin (1966).
"""

from collections.abc import Iterator
from enum import StrEnum

from simulator.base.record import Record


class Lever(StrEnum):
    """A part of the marketing mix that two ways to market may differ in."""

    REACH = "reach"
    PRICE = "price"
    MESSAGE = "message"
    SERVICE = "service"

    @property
    def says(self) -> str:
        """Return what it is, in words."""
        return SAYS[self]


SAYS = {
    Lever.REACH: "which outlets there are and for whom, their stock, and the way goods take to them",
    Lever.PRICE: "what outlets ask and what they pay, price floors, promotions",
    Lever.MESSAGE: "what is said at outlets and in campaigns, and how far it is believed",
    Lever.SERVICE: "advice, expertise, being served, delivery, orders for later",
}


def lever_of(record: type[Record], name: str) -> Lever | None:
    """Return the lever that stands on a field; none where none does."""
    marks = record.model_fields[name].metadata
    return next((mark for mark in marks if isinstance(mark, Lever)), None)


def fields_of(record: type[Record], lever: Lever) -> Iterator[str]:
    """Yield the fields of a record that bear a lever."""
    return (name for name in record.model_fields if lever_of(record, name) is lever)
