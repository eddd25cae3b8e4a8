"""Known market: what a firm knows of its product and its market, from which a new world is written.

Nothing here is in utils. What cannot be known, such as how much people value a product, is fitted to units,
share and elasticity (`studies/fitting`).
"""

import json
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from simulator.base.input_error import InputError
from simulator.base.record import Named, Record
from simulator.domain.extent import unit_of
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Name
from simulator.scenario.errors.quoting import UNPRINTABLE
from simulator.scenario.schema import MAXIMUM_CUSTOMERS
from simulator.scenario.validation.location import locate
from simulator.scenario.validation.messages import ValidationIssue, sentence
from simulator.scenario.yaml.nodes import Place, node_of

MOST_NEEDS = 26.0
"""How often a customer may need the product at most; a need a week is played at most [needs per year]."""

RESELLERS_PER_DEALER = 2
"""How many shops would resell a product, for each dealer of today; a choice [resellers per dealer]."""
WAGES = "currency per hour"
"""Unit of amounts that are no share of a price: they are the same whatever is sold."""
LIKE_EUROS = ("EUR", "USD", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD")
"""Currencies in which the usual wage is believed [names]."""

type Way = Annotated[str, Named(DISTRIBUTION_MODELS)]


class KnownMarket(Record):
    """What a firm knows of its market."""

    product: Annotated[Name, Field(max_length=40)]
    """What the product is called [name]."""
    price: Annotated[float, Field(ge=0.01, le=1e9)]
    """Its list price [currency per unit]."""
    cost: Annotated[float, Field(ge=0, le=1e9)]
    """What making one costs [currency per unit]."""
    people: Annotated[int, Field(ge=100, le=MAXIMUM_CUSTOMERS)]
    """How many people, homes or firms may need it [customers]."""
    units: Annotated[float, Field(ge=1, le=1e12)]
    """How many are sold to customers in a year, by the first way to market [units per year]."""
    share: Annotated[float, Field(ge=0.001, le=0.95)] = 0.2
    """Its share of all that is sold of its kind [share of units]."""
    elasticity: Annotated[float, Field(ge=-10, le=-0.3)] = -2.6
    """By how many per cent sales change when its list price rises by one [number]. The default is the mean of
    1,851 estimates: Bijmolt, van Heerde & Pieters (2005), Journal of Marketing Research 42(2)."""
    known: Annotated[float, Field(ge=0.01, le=1)] = 0.5
    """Share of the people that know it without being told [share]."""
    dealers: Annotated[int, Field(ge=1, le=500)] = 12
    """How many dealers there are, or would be [dealers]."""
    near: Annotated[float, Field(ge=0.01, le=0.95)] = 0.6
    """Share of the people that have at least one of these dealers at hand [share]."""
    resellers: Annotated[int, Field(ge=1, le=1000)] | None = None
    """How many shops would resell it where anybody may; left out, two for each dealer, a choice [shops]."""
    marketplace: Annotated[float, Field(ge=0.01, le=0.95)] = 0.6
    """Share of the people that shop on marketplaces, if it is sold there; as it stands a choice [share]."""
    advertising: Annotated[float, Field(ge=0, le=1e12)] | None = None
    """What is spent on advertising in a year; left out, 3 % of sales [currency per year]."""
    currency: Annotated[str, Field(min_length=1, max_length=8, pattern=r"^[^\s\x00-\x1f\x7f]+$")] = "EUR"
    """Currency of price and cost [name]."""
    wage: Annotated[float, Field(gt=0, le=1e9)] = 40.0
    """What an hour of a salesperson costs; as it stands a choice, in currencies worth about as much as the
    euro [currency per hour]."""
    kind: Literal["commodity", "niche", "innovative"] | None = None
    """What its buyers ask of outlets: nearness, advice, or to have it in their hands; left out, nothing."""
    ways: Annotated[list[Way], Field(min_length=1, max_length=8)] = ["authorized_dealers", "open_resale"]
    """Ways to market, as distribution models; today's first, then others [names]."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        asks = (
            self._product_is_text,
            self._cost_below_price,
            self._ways_once,
            self._needs_seldom,
            self._paid,
        )
        for ask in asks:
            told = ask()
            if told:
                raise PydanticCustomError("market_inconsistent", "{told}", {"told": told})
        return self

    def _product_is_text(self) -> str:
        return "--product: holds control characters" if UNPRINTABLE.search(self.product) else ""

    def _cost_below_price(self) -> str:
        if self.cost < self.price:
            return ""
        return (
            f"--cost: {self.cost:g} is not below --price, {self.price:g}: each unit would be sold at a loss"
        )

    def _ways_once(self) -> str:
        twice = sorted({way for way in self.ways if self.ways.count(way) > 1})
        return f"--ways: {twice[0]} is named twice" if twice else ""

    def _needs_seldom(self) -> str:
        bought = self.bought_a_year / self.people
        if bought <= MOST_NEEDS / 2:
            return ""
        return (
            f"--units: {self.units:,.0f} a year at a --share of {self.share:g} are {bought:,.0f} purchases "
            f"by each of {self.people:,} --people; at most {MOST_NEEDS / 2:g} a year are played: name more "
            "people, or a larger unit, such as a case"
        )

    def _paid(self) -> str:
        if "wage" in self.model_fields_set or self.currency in LIKE_EUROS:
            return ""
        told = "--wage: say what an hour of a salesperson costs in {}: {} needs it"
        return next((told.format(self.currency, way) for way in self.ways if _pays_by_hour(way)), "")

    @property
    def shops(self) -> int:
        """Return how many shops would resell it where anybody may [shops]."""
        return RESELLERS_PER_DEALER * self.dealers if self.resellers is None else self.resellers

    @property
    def bought_a_year(self) -> float:
        """Return how many of its kind are sold in a year, by all makers [units per year]."""
        return self.units / self.share

    @property
    def units_a_week(self) -> float:
        """Return its sales in a week in the mean [units per week]."""
        return self.units / 52

    @property
    def rivals_a_week(self) -> float:
        """Return what its rivals sell in a week in the mean [units per week]."""
        return (self.bought_a_year - self.units) / 52

    @property
    def weekly_advertising(self) -> float:
        """Return what is spent on advertising in a week [currency per week]."""
        return self.units_a_week * self.price * 0.03 if self.advertising is None else self.advertising / 52


def _pays_by_hour(way: str) -> bool:
    fields = DISTRIBUTION_MODELS.get(way).model_fields.values()
    return any(unit_of(field.description) == WAGES for field in fields)


class KnownMarketError(InputError, ValueError):
    """Something said of a market that cannot be so; a line each, with the option that says it."""


def known_market(said: dict[str, Any]) -> KnownMarket:
    """Return what is known, from plain values by option; KnownMarketError with all that is wrong."""
    try:
        return KnownMarket.model_validate_json(json.dumps(said))
    except ValidationError as wrong:
        raise KnownMarketError("\n".join(_told(said, wrong))) from None


def _told(said: dict[str, Any], wrong: ValidationError) -> list[str]:
    root = node_of(said, Place("simulator new"))
    lines = []
    for error in wrong.errors(include_url=False, include_input=False):
        found = locate(root, error["loc"])
        issue = ValidationIssue(error["type"], error.get("ctx", {}), error["msg"], found, False, {})
        told = sentence(issue)
        lines.append(f"--{found.keys[0]}: {told}" if found.keys else told)
    return list(dict.fromkeys(lines))
