"""Known market: what a firm knows of its product and its market, from which a new world is written.

Nothing here is in utils. What cannot be known, such as how much people value a product, is fitted to units,
share and elasticity (`studies/fitting`).
"""

import json
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from simulator.base.input_error import InputError
from simulator.base.record import Record
from simulator.domain.extent import unit_of
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Name
from simulator.scenario.errors.quoting import UNPRINTABLE, shortened
from simulator.scenario.schema import MAXIMUM_CUSTOMERS
from simulator.scenario.validation.location import locate
from simulator.scenario.validation.messages import ValidationIssue, sentence
from simulator.scenario.yaml.nodes import Place, node_of

MOST_NEEDS = 260.0
"""How often a customer may need the product at most; five needs a week [needs per year]."""

RESELLERS_PER_DEALER = 2
"""How many shops would resell a product, for each dealer of today; a choice [resellers per dealer]."""
WAGES = "currency per hour"
"""Unit of amounts that are no share of a price: they are the same whatever is sold."""
LIKE_EUROS = ("EUR", "USD", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD")
"""Currencies in which the usual wage is believed [names]."""

type Way = Annotated[str, Field(min_length=1, max_length=200)]
OF_PARCELS = ("sale_cost", "sending_cost", "fulfilment_fee")
"""Settings that say what sending and being paid for a unit costs: a parcel costs the same whatever is in it,
the rest is a share of the price."""
PARCEL, PARCEL_OF_PRICE = 5.0, 0.15
"""What a parcel costs [currency], and at most of what is in it, as cheap goods are sent several at once
[share of the list price]; choices."""
AND = "+"
"""What stands between distribution models that one way to market has together."""


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
    online: Annotated[float, Field(ge=0.01, le=0.99)] = 0.3
    """Share of the people that would rather order it online than go to a shop, at the same price; as it
    stands a choice [share]."""
    advertising: Annotated[float, Field(ge=0, le=1e12)] | None = None
    """What is spent on advertising in a year; left out, 3 % of sales [currency per year]."""
    currency: Annotated[str, Field(min_length=1, max_length=8, pattern=r"^[^\s\x00-\x1f\x7f]+$")] = "EUR"
    """Currency of price and cost [name]."""
    wage: Annotated[float, Field(gt=0, le=1e9)] = 40.0
    """What an hour of a salesperson costs; as it stands a choice, in currencies worth about as much as the
    euro [currency per hour]."""
    parcel: Annotated[float, Field(ge=0, le=1e9)] | None = None
    """What packing and sending a unit to a customer costs; of several in a parcel, its part; left out, 5, in
    currencies worth about as much as the euro, or 15 % of its price, a choice [currency per unit]."""
    kind: Literal["commodity", "niche", "innovative"] | None = None
    """What its buyers ask of outlets: nearness, advice, or to have it in their hands; left out, nothing."""
    ways: Annotated[list[Way], Field(min_length=1, max_length=8)] = ["authorized_dealers", "open_resale"]
    """Ways to market, as distribution models, today's first, then others; several at once with a plus
    between them [names]."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        asks = (
            self._product_is_text,
            self._cost_below_price,
            self._ways_known,
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

    def _ways_known(self) -> str:
        strange = [name for name in self.models if name not in DISTRIBUTION_MODELS]
        told = "--ways: no distribution model called '{}'; {}"
        return next((told.format(shortened(one), DISTRIBUTION_MODELS.suggestion(one)) for one in strange), "")

    def _ways_once(self) -> str:
        parts = [way.split(AND) for way in self.ways]
        twice = [name for part in parts for name in part if part.count(name) > 1]
        twice += [way for way in self.ways if self.ways.count(way) > 1]
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
        if self.currency in LIKE_EUROS:
            return ""
        for option, told, needs in (
            ("wage", "an hour of a salesperson costs", _pays_by_hour),
            ("parcel", "packing and sending a unit costs", sends),
        ):
            if option not in self.model_fields_set:
                for name in self.models:
                    if needs(name):
                        return f"--{option}: say what {told} in {self.currency}: {name} needs it"
        return ""

    @property
    def models(self) -> tuple[str, ...]:
        """Return the distribution models of all ways to market, each once [names]."""
        return tuple(dict.fromkeys(name for way in self.ways for name in way.split(AND)))

    @property
    def shops(self) -> int:
        """Return how many shops would resell it where anybody may [shops]."""
        return RESELLERS_PER_DEALER * self.dealers if self.resellers is None else self.resellers

    @property
    def sending(self) -> float:
        """Return what packing and sending a unit costs [currency per unit]."""
        return min(PARCEL, PARCEL_OF_PRICE * self.price) if self.parcel is None else self.parcel

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


def sends(way: str) -> bool:
    """Say whether a way to market pays for packing and sending what it sells."""
    fields = DISTRIBUTION_MODELS.get(way).model_fields
    return any(fields[name].default for name in OF_PARCELS if name in fields)


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
