"""People: segments want the same things, regions live in the same place, a cell is both at once."""

from dataclasses import dataclass
from math import inf
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from simulator.base.off_value import Off
from simulator.base.record import Record
from simulator.domain.product.product import Benefit
from simulator.domain.product.service_requirements import FitWeights
from simulator.domain.units import Name

TASTES = ("remote", "expert")
NEVER = 1e6
"""What waiting costs who never waits [utils per week]."""
LEAST_SHOCK = 1e-9
"""What luck weighs where it only decides ties [utils]."""


class Need(Record):
    """How often a category is needed."""

    per_year: Annotated[float, Field(ge=0, le=52)]
    """Needs of one customer in a year of 52 weeks; at most one a week [needs per customer and year]."""
    season: Annotated[
        float, Field(ge=0, le=1), Off("season", 0.0, "Needs are as frequent in every week of the year.")
    ] = 0.0
    """How far the need swings around its mean over the year [share of the mean]."""
    peak_week: Annotated[int, Field(ge=1, le=52)] = 50
    """The week of the year in which the need is highest [week 1 … 52]."""


class Tastes(Record):
    """How far customers of one segment differ in taste for kinds of outlets (standard deviations)."""

    remote: Annotated[float, Field(ge=0, le=20)] = 0.0
    """Spread of the taste for buying from home [utils]."""
    expert: Annotated[float, Field(ge=0, le=20)] = 0.0
    """Spread of the taste for being looked after by experts [utils]."""


class Worth(Record):
    """What having a need met is worth to a customer in currency, drawn anew for every need."""

    shape: Literal["uniform", "pareto", "exponential"]
    """How values spread; the shape of demand follows: linear, constant elasticity, exponential."""
    scale: Annotated[float, Field(gt=0, le=1e12)]
    """Highest value (uniform), lowest (pareto), or mean (exponential) [currency per need]."""
    elasticity: Annotated[float, Field(ge=0.1, le=1000)] | None = None
    """Elasticity of demand above the lowest value; for pareto only [per cent per per cent]."""

    @model_validator(mode="after")
    def _has_what_its_shape_needs(self) -> Self:
        if (self.elasticity is not None) != (self.shape == "pareto"):
            raise PydanticCustomError(
                "worth_elasticity", "'elasticity' goes with the shape pareto, and pareto needs it"
            )
        return self


class Segment(Record):
    """People who want the same things and decide in the same way."""

    share: Annotated[float, Field(gt=0, le=1)]
    """Its share of all customers; the shares of all segments sum to one [share]."""
    values: dict[Benefit, Annotated[float, Field(ge=0, le=50)]]
    """Utility of a benefit believed to be delivered in full [utils]."""
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
    habits: Annotated[
        dict[Name, Annotated[float, Field(ge=-50, le=50)]],
        Off("habits", {}, "No format of outlet is preferred for its own sake."),
    ] = {}
    """Utility of buying at each format of outlet, beyond price and benefits [utils, by format]."""
    tastes: Annotated[Tastes, Off("heterogeneity", Tastes())] = Tastes()
    """How far its customers differ among themselves."""
    taste_shock: Annotated[
        float,
        Field(ge=0, le=20),
        Off("luck", 0.0, "Luck decides only ties in choices, and no harm is counted."),
    ] = 1.0
    """Scale of the luck in a choice (Gumbel); 0: it only decides ties, and no harm is counted [utils]."""
    worth: Annotated[Worth | None, Off("worth", None, "No need is worth an amount drawn for it.")] = None
    """What a need met is worth, against the price; left out, nothing. With it no harm is counted."""
    information_need: Annotated[float, Field(ge=0, le=10)] = 1.0
    """How much a product's uncertainty weighs for it [multiple]."""
    advice_effort: Annotated[
        float,
        Field(ge=-50, le=50),
        Off("advice", inf, "Customers ask for no advice: they buy with all their doubts."),
    ] = 1.0
    """Utility that going somewhere for advice costs [utils]."""
    fit: FitWeights = FitWeights()
    """How much it matters that an outlet gives what a product asks for."""
    loyalty: Annotated[
        float, Field(ge=0, le=50), Off("loyalty", 0.0, "Having bought at an outlet brings no customer back.")
    ] = 0.0
    """Utility of the outlet one bought at last [utils]."""
    waiting_cost: Annotated[float, Field(ge=0, le=NEVER)] = 0.5
    """Utility that a week of waiting costs, expected by who orders what is out of stock, where outlets take
    orders; 1000000: nobody ever waits (choice) [utils per week]."""
    patience_weeks: Annotated[int, Field(ge=0, le=2600)] | None = None
    """After how many weeks of waiting an order is withdrawn; none is placed that is expected to take longer;
    left out, never [weeks]."""
    instalment_ease: Annotated[float, Field(ge=0, le=1)] = 0.05
    """How much less is felt of what is paid later than at once (choice) [share of the part paid later]."""
    media: dict[Name, Annotated[float, Field(ge=0, le=1e6)]] = {}
    """How much it attends to each medium, relative to other segments [weight, by medium]."""


class Region(Record):
    """People who can reach the same outlets."""

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
