"""Assortment policies: the view on which an outlet decides what to list, and its shelf space.

A listing policy is a frozen record with one method. It sees every product the outlet could be supplied
with and ranks those worth a place; the outlet lists as many of them, from the top, as it has room for.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from simulator.base.numerics.portable import power
from simulator.base.record import Chosen, Record
from simulator.base.summation import total
from simulator.domain.registries import ASSORTMENT

LARGEST_SHELF = 200
"""As many products as a scenario may have."""


@dataclass(frozen=True, slots=True)
class AssortmentView:
    """What an outlet sees of one product when it decides what to list."""

    product: str
    margin: float
    """What it expects one unit to leave it at the price it would ask [currency per unit]."""
    weekly_units: float | None
    """Units a week: its own where it lists it; else what outlets in sight that do sell each, by so much
    more or less as it sells more or less than they of what it lists; else its own when it listed it; none:
    no outlet in sight ever sold any [steps per week and outlet]."""
    is_listed: bool
    luck: float
    """The outlet's own number for the product, drawn once for all [0 … 1]."""
    key: int
    """The product's own number, the same for every outlet, by which ties are broken."""


class AssortmentPolicy(Record):
    """A rule by which an outlet chooses what it lists."""

    @abstractmethod
    def rank(self, views: Sequence[AssortmentView]) -> list[str]:
        """Return the products worth a place, best first; nothing but the views may decide."""


def assortment_rule(name: str, **parameters: Any) -> AssortmentPolicy:
    """Return a listing policy by name, as the default of a distribution model that may be overridden."""
    rule: AssortmentPolicy = ASSORTMENT.get(name)(**parameters)
    return rule


type AssortmentChoice = Annotated[AssortmentPolicy, Chosen(ASSORTMENT, "policy")]


def _both_ends(raw: Any) -> Any:
    """Read one number as both ends of a range, and refuse what is neither a number nor two."""
    ends = tuple(raw) if isinstance(raw, list | tuple) else (raw, raw)
    if len(ends) != 2 or not all(isinstance(end, int) and not isinstance(end, bool) for end in ends):
        raise ValueError("should be a whole number, or a list of the smallest and the largest")
    low, high = ends
    if low < 0 or high > LARGEST_SHELF:
        raise ValueError(f"must be from 0 to {LARGEST_SHELF}, is {low if low < 0 else high}")
    if low > high:
        raise ValueError(f"the largest, {high}, is below the smallest, {low}")
    return ends


type Room = Annotated[int, Field(ge=0, le=LARGEST_SHELF)]
type RoomRange = Annotated[
    tuple[int, int], BeforeValidator(_both_ends, json_schema_input_type=Room | tuple[Room, Room])
]


class Assortment(Record):
    """How many products each outlet can list, how it chooses them, and how often it reviews its choice."""

    shelf_space: RoomRange | None = None
    """How many products an outlet can list: one number, or the smallest and the largest of what outlets
    draw; left out, all [products]."""
    steepness: Annotated[float, Field(ge=0, le=10)] = 1.0
    """How much rarer large outlets are: n places are drawn with a weight of n^−steepness [power]."""
    listing: AssortmentChoice | None = None
    """How an outlet chooses; left out, best sellers where it has not room for all, else everything."""
    review_weeks: Annotated[int, Field(ge=1, le=2600)] = 13
    """After how many weeks of selling it chooses anew [weeks]."""

    def terms(self, luck: float) -> dict[str, Any]:
        """Return a member's shelf space, drawn by its own random number, its rule and its review period."""
        rule = self.listing
        if rule is None and self.shelf_space is not None:
            rule = assortment_rule("best_sellers")
        return {
            "shelf_space": None
            if self.shelf_space is None
            else drawn_room(self.shelf_space, self.steepness, luck),
            "listing": rule,
            "review_weeks": self.review_weeks,
        }


def drawn_room(ends: tuple[int, int], steepness: float, luck: float) -> int:
    """Return a number of places between two ends, both included, drawn with weights n^−steepness.

    No place at all weighs as much as one. By a number in (0, 1), from few places upwards.

    >>> [drawn_room((1, 3), 1.0, luck) for luck in (0.5, 0.6, 0.9)]
    [1, 2, 3]
    """
    rooms = range(ends[0], ends[1] + 1)
    weights = [power(float(max(1, room)), -steepness) for room in rooms]
    left = luck * total(weights)
    for room, weight in zip(rooms, weights, strict=True):
        left -= weight
        if left < 0:
            return room
    return ends[1]
