"""Segments of customers with the same wants, regions of the same outlets, and cells of both at once."""

import json
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import Annotated, Any

from pydantic import (
    AliasChoices,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    create_model,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from simulator.base.off_value import Off
from simulator.base.record import Record, own_schema
from simulator.domain.people.buying_group import BuyingGroup
from simulator.domain.people.need import Need, Worth
from simulator.domain.people.utility_term import TermError, UtilityTerm
from simulator.domain.registries import UTILITY
from simulator.domain.units import Amount, Name

NEVER = 1e6
"""What waiting costs a customer that never waits [utils per week]."""
LEAST_SHOCK = 1e-9
"""What luck weighs where it only decides ties [utils]."""


class Segment(Record):
    """Customers that want the same things and decide in the same way.

    The parameters of the terms of utility (`catalog/utility/`) stand beside these fields: a file's segment
    is of `segment_type()`, composed from the registry.
    """

    share: Annotated[float, Field(gt=0, le=1)]
    """Its share of all customers; the shares of all segments sum to one [share]."""
    price_sensitivity: Annotated[float, Field(ge=0, le=1e6)]
    """Utility that one unit of currency costs the typical (median) customer [utils per currency]."""
    price_sensitivity_spread: Annotated[
        float,
        Field(ge=0, le=3),
        Off("heterogeneity", 0.0, "Customers of a segment have one price sensitivity and no tastes."),
    ] = 0.0
    """Standard deviation of the logarithm of price sensitivity within the segment [log points]."""
    needs: dict[Name, Need]
    """How often each category is needed [by category]."""
    taste_shock: Annotated[
        float,
        Field(ge=0, le=20),
        Off("luck", 0.0, "Luck decides only ties in choices, and no harm is counted."),
    ] = 1.0
    """Scale of the luck in a choice (Gumbel); 0: it only decides ties, and no harm is counted [utils]."""
    willingness_to_pay: Annotated[
        Worth | None,
        Field(validation_alias=AliasChoices("willingness_to_pay", "worth")),
        Off("willingness_to_pay", None, "No need is worth an amount drawn for it.", formerly=("worth",)),
    ] = None
    """What a need met is worth, against the price; left out, nothing. With it no harm is counted."""
    information_need: Annotated[float, Field(ge=0, le=10)] = 1.0
    """How much a product's uncertainty weighs for it [multiple]."""
    advice_effort: Annotated[
        float,
        Field(ge=-50, le=50),
        Off("advice", inf, "Customers ask for no advice: they buy with all their doubts."),
    ] = 1.0
    """Utility that going somewhere for advice costs [utils]."""
    waiting_cost: Annotated[float, Field(ge=0, le=NEVER)] = 0.5
    """Utility that a week of waiting costs, expected by customers that order what is out of stock, where
    outlets take orders; 1000000: no customer ever waits (choice) [utils per week]."""
    patience_weeks: Annotated[int, Field(ge=0, le=2600)] | None = None
    """After how many weeks of waiting an order is withdrawn; none is placed that is expected to take longer;
    left out, never [weeks]."""
    instalment_ease: Annotated[float, Field(ge=0, le=1)] = 0.05
    """How much less is felt of what is paid later than at once (choice) [share of the part paid later]."""
    return_hassle: Amount = 0.0
    """What the trouble of sending something back is worth to a customer, where outlets take things back
    [currency per return]."""
    return_promptness: Annotated[float, Field(gt=0, le=1)] = 1.0
    """Chance in each week, from the one after taking it home, that a customer that wants to send a unit back
    does so; at 1, all do in the first week [share per week]."""
    buying_group: Annotated[
        BuyingGroup | None, Off("buying_group", None, "Whoever searches for something decides on it, too.")
    ] = None
    """Buying group with a researcher and a decider; left out, each customer does both itself."""
    media: dict[Name, Annotated[float, Field(ge=0, le=1e6)]] = {}
    """How much it attends to each medium, relative to other segments [weight, by medium]."""

    def parameter(self, name: str) -> Any:
        """Return a parameter of a term of utility."""
        return getattr(self, name)

    def valuing(self, benefits: Iterable[str]) -> "Segment":
        """Return the same segment with a value for each benefit, in their order; zero where it has none."""
        own = self.parameter("values")
        return self.model_copy(update={"values": {name: own.get(name, 0.0) for name in benefits}})

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (dict(self.__dict__), self.model_fields_set)


def segment_type() -> type[Segment]:
    """Return the type of segments: its own fields, and the parameters of all registered terms of utility."""
    return _composed(tuple(UTILITY.items()))


@lru_cache(maxsize=4)
def _composed(terms: tuple[tuple[str, type[UtilityTerm]], ...]) -> type[Segment]:
    owner = dict.fromkeys(Segment.model_fields, "segments")
    fields: dict[str, Any] = {}
    for name, term in terms:
        for field, said in term.model_fields.items():
            if field in owner:
                raise TermError(f"'{field}' is a parameter of '{name}' and of '{owner[field]}'")
            owner[field] = name
            fields[field] = (said.annotation, copy(said))
    return create_model("Segment", __base__=Segment, __doc__=Segment.__doc__, **fields)


def _restored(values: dict[str, Any], given: set[str]) -> Segment:
    return segment_type().model_construct(given, **values)


class _OfTheRegistry:
    """Marks a field that holds a segment with the parameters of all registered terms."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate by the type of the moment, and write everything down."""
        return core_schema.no_info_plain_validator_function(
            self._validated, serialization=core_schema.plain_serializer_function_ser_schema(self._written)
        )

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Offer every parameter of the moment."""
        del core
        return own_schema(segment_type(), handler)

    def _validated(self, raw: Any) -> Segment:
        if isinstance(raw, Segment):
            return raw
        return segment_type().model_validate_json(json.dumps(raw))

    def _written(self, segment: Segment) -> dict[str, Any]:
        return segment.model_dump(mode="json")


type ComposedSegment = Annotated[Segment, _OfTheRegistry()]


class Region(Record):
    """Customers that can reach the same outlets."""

    share: Annotated[float, Field(gt=0, le=1)]
    """Its share of all customers; the shares of all regions sum to one [share]."""


@dataclass(frozen=True)
class Cell:
    """The customers of one segment in one region: all tables of a run have one row a cell."""

    segment: str
    region: str
    customers: int
    first: int
    """Row of its first customer; customers are kept cell by cell."""

    @property
    def name(self) -> str:
        """Return the cell's name in ledgers: ``segment/region``."""
        return f"{self.segment}/{self.region}"


def cells_of(segments: dict[str, Segment], regions: dict[str, Region], customers: int) -> list[Cell]:
    """Divide customers over segment × region by largest remainder; no cell is left out.

    >>> [c.customers for c in cells_of({}, {}, 10)]
    []
    """
    pairs = [(segment, region) for segment in segments for region in regions]
    exact = [customers * segments[s].share * regions[r].share for s, r in pairs]
    sizes = [int(size) for size in exact]
    by_remainder = sorted(range(len(pairs)), key=lambda at: (sizes[at] - exact[at], at))
    for at in by_remainder[: max(0, customers - sum(sizes))]:
        sizes[at] += 1
    cells, first = [], 0
    for (segment, region), size in zip(pairs, sizes, strict=True):
        cells.append(Cell(segment, region, size, first))
        first += size
    return cells
