"""Utility terms in play: which terms a run sums, in which order, and what they know of segments and products.

A term whose parameters are off in every segment is left out: it would add zero everywhere.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from simulator.domain.channel.member import Member
from simulator.domain.people.found_at_home import FoundAtHome
from simulator.domain.people.segments import Segment
from simulator.domain.people.utility_term import (
    OF_OFFERS,
    OF_SHOPPERS,
    PURCHASE_REASONS,
    Taste,
    TermError,
    Terms,
    UtilityTerm,
    adds_nothing,
    terms_in_order,
)
from simulator.domain.product.product import Product
from simulator.domain.registries import UTILITY
from simulator.market.state.failure_terms import can_fail
from simulator.market.state.utility_columns import Codes, Columns, columns_of

WITH_UTILITY = ("benefits", "price", "taste", "trust")
"""The purchase reasons that are summed before luck; waiting comes last, where an offer must be waited for."""
BARRIERS: tuple[frozenset[str], ...] = (frozenset(), frozenset({"message"}), frozenset({"fit"}))
"""As it is; without the message's barrier; without the outlet's."""
NO_VISIT = SimpleNamespace()
"""What a term that is the same for a cell may ask of the visit: nothing."""
TIMES_HAD = "times_had"
"""How often a customer has had a product, beside what terms remember of it."""
TIMES_FAILED = "times_failed"
"""How many of its units have failed, where any may."""
AS_IT_IS, INFORMED, SERVED = range(len(BARRIERS))
"""Places in `BARRIERS`."""


class UtilityTerms:
    """The terms of a run, and their parameters as numbers and as columns [C]."""

    def __init__(self, segments: list[Segment], products: list[Product], aims: bool) -> None:
        """*aims*: whether media tell customers something one by one."""
        self.all = terms_in_order(
            (name, term)
            for name, term in UTILITY.items()
            if (aims or not term.told_alone)
            and not (segments and all(adds_nothing(term, segment) for segment in segments))
        )
        self.fleeting: Terms = tuple(term for term in self.all if term.fleeting)
        self.options: Terms = tuple(term for term in self.all if term.option)
        self.on_delivery: Terms = tuple(term for term in self.all if term.on_delivery)
        """The terms of which more or less may come true by how a unit is handed over."""
        self.at_arrival: Terms = tuple(
            term for term in self.all if issubclass(term, FoundAtHome) and not term.on_delivery
        )
        """The others of what is found as a unit arrives: not foreseen, and a failure knows none."""
        self.promising: dict[str, Terms] = {per: self._promising(per) for per in ("cell", "customer")}
        """The others of which more or less may come true than they added: of cells, and of customers."""
        self.asks = any(term.asks for term in self.all)
        """Whether customers have questions about products."""
        self.codes = Codes()
        self._known = tuple(UTILITY.items())
        self.products: list[dict[str, Any]] = [self._merged("of_product", one) for one in products]
        self.segments: list[dict[str, Any]] = [self._merged("of_segment", one) for one in segments]
        self.product_columns: Columns = columns_of(self.products, self.codes)
        self._that_remember = tuple(
            term
            for _, term in self._known
            if term in self.all or (term.remembers and not term.remembers_of_products)
        )
        self.remembers: dict[str, float] = {}
        for title, term in self._known:
            for name, first in term.remembers.items():
                if name in self.remembers or name in OF_SHOPPERS:
                    raise TermError(f"term of utility '{title}' remembers '{name}', which is taken")
                self.remembers[name] = first
        self.of_products = self._remembered_of_products(products)
        """First values of what is remembered of each product, by name; empty where no term in play does."""

    @property
    def of_told(self) -> Terms:
        """Return the terms that hang on what customers were told themselves."""
        return tuple(term for term in self.all if term.told_alone)

    @property
    def owned_at_start(self) -> dict[str, float]:
        """Return what owners at the start remember of what they own, by name."""
        return {name: value for term in self.all for name, value in term.owned_at_start.items()}

    def _promising(self, per: str) -> Terms:
        return tuple(
            term for term in self.all if term.per == per and _may_disappoint(term) and not term.on_delivery
        )

    def _remembered_of_products(self, products: list[Product]) -> dict[str, float]:
        found: dict[str, float] = {}
        units_differ = any(one.variability > 0.0 for one in products)
        may_fail = any(one.failure_rate > 0.0 and can_fail(one) for one in products)
        for term in self.all:
            for name, first in term.remembers_of_products.items():
                if name in {TIMES_HAD, TIMES_FAILED, *found, *self.remembers} or name in OF_SHOPPERS:
                    raise TermError(f"'{name}', which a term of utility remembers of products, is taken")
                found[name] = first
        times = {TIMES_HAD: 0.0, TIMES_FAILED: 0.0} if found and may_fail else {TIMES_HAD: 0.0}
        return {**times, **found} if found or units_differ else {}

    def spreads(self, segment: Segment, formats: Iterable[str]) -> dict[Taste, float]:
        """Return the standard deviations of tastes of the terms in play: others are not drawn [utils].

        *formats*: those of all outlets of the run.
        """
        kinds = tuple(dict.fromkeys(formats))
        found: dict[Taste, float] = {}
        for term in self.all:
            own: dict[Taste, float] = dict(term.spreads(segment).items())
            of_formats = term.format_spreads(segment).items()
            own |= {(name, kind): deviation for name, deviation in of_formats for kind in kinds}
            if twice := [name for name in own if name in found]:
                raise TermError(f"two terms of utility draw a taste '{twice[0]}'")
            found |= own
        return found

    @cached_property
    def shoppers(self) -> list[SimpleNamespace]:
        """Return the parameters of each cell's customers as attributes."""
        return [plain(parameters) for parameters in self.segments]

    def outlet(self, member: Member) -> dict[str, Any]:
        """Return what the terms know of an outlet, by name."""
        return self._merged("of_outlet", member)

    @cached_property
    def segment_columns(self) -> Columns:
        """Return the parameters as columns [C]; asked for once all outlets have named their formats."""
        return columns_of(self.segments, self.codes)

    def of(self, reason: str, per: str) -> Terms:
        """Return the terms of a reason that are the same for a cell, or differ by customer."""
        return self._of[reason, per]

    @cached_property
    def _of(self) -> dict[tuple[str, str], Terms]:
        return {
            (reason, per): tuple(term for term in self.all if (term.reason, term.per) == (reason, per))
            for reason in PURCHASE_REASONS
            for per in ("cell", "customer")
        }

    def after_purchase(self, shopper: Any, offer: Any) -> dict[str, Any]:
        """Return what customers remember after taking offers home, by name."""
        found: dict[str, Any] = {}
        for term in self._that_remember:
            found |= term.after_purchase(shopper, offer)
        return found

    def after_failure(self, shopper: Any, offer: Any) -> dict[str, Any]:
        """Return what customers remember otherwise after units that they took fail, by name."""
        found: dict[str, Any] = {}
        for term in self._that_remember:
            found |= term.after_failure(shopper, offer)
        return found

    def _merged(self, verb: str, noun: Any) -> dict[str, Any]:
        """Return what all terms declare of a record; no name may be declared with two meanings."""
        found: dict[str, Any] = {}
        owner: dict[str, str] = {}
        reserved = OF_SHOPPERS if verb == "of_segment" else OF_OFFERS
        for title, term in self._known:
            for name, value in getattr(term, verb)(noun).items():
                if name in reserved and verb != "spreads":
                    raise TermError(f"term of utility '{title}' declares '{name}', which all have anyway")
                if name in found and found[name] != value:
                    raise TermError(f"terms of utility '{owner[name]}' and '{title}' both declare '{name}'")
                found[name], owner[name] = value, title
        return found


def _may_disappoint(term: type[UtilityTerm]) -> bool:
    return term.disconfirmation.__func__ is not UtilityTerm.disconfirmation.__func__  # type: ignore[attr-defined]


class ByFormat(dict[str, float]):
    """A map from names to numbers, zero for what it lacks: what a term is handed for one customer."""

    def __missing__(self, name: str) -> float:
        return 0.0


def plain(parameters: Mapping[str, Any]) -> SimpleNamespace:
    """Return parameters for one customer or one offer, as attributes."""
    return SimpleNamespace(
        **{
            name: ByFormat(value) if isinstance(value, Mapping) else value
            for name, value in parameters.items()
        }
    )
