"""Utility term: one addend of what an offer is worth to a customer, said once for a number and for a column.

    V = Σ_reasons Σ_terms value(shopper, offer, visit)

A term is a class in the registry `UTILITY`, one file in `catalog/utility/`. It declares

    fields            its parameters, written in a scenario under the segment, each with a default
                      and the value at which the term adds nothing (`Off`), from which its switch follows
    reads             parameters that other mechanisms share with it, such as price_sensitivity
    reason            the purchase reason it belongs to (`PURCHASE_REASONS`)
    place             its place among the terms of the reason; equal places stand by name
    per               "cell": one value for all customers of a cell, kept as a table [C, O, P] for the week;
                      "customer": one for every customer and offer
    of_segment, of_outlet, of_product   numbers, tuples or names worked out from the nouns; the shopper and
                      the offer then have them as attributes, beside their parameters and the price
    spreads           tastes drawn once for each customer: standard deviations by name; `shopper.tastes[name]`
    remembers         what a customer remembers: first values by name; `after_purchase` says what becomes
    of it barrier, ideal    what the term would add had it not been for the message, or for the outlet's fit:
                      so it takes part in the question why nothing was bought

and `value`, of + − × ÷ and comparisons alone: it is handed numbers for one `Customer` and columns for many,
and both must come to the same bits. *visit* has `doubt_left`, `count`, `least(values)` and `total(values)`
over all offers that the customer sees, so a term may depend on the whole set.

Source: random utility, McFadden (1974); Train (2009), Discrete Choice Methods with Simulation, ch. 2-3.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Literal

from simulator.base.off_value import Off
from simulator.base.record import Record

PURCHASE_REASONS = ("benefits", "price", "taste", "trust", "luck", "waiting", "out_of_stock")
"""Why an outlet gets a sale: what sets its offer apart from the runner-up most."""

type Barrier = Literal["message", "fit"]
"""What may stand between a customer and a purchase, beside the price."""


class UtilityTerm(Record):
    """An addend of utility [utils]; its fields are parameters of a segment."""

    reason: ClassVar[str] = "benefits"
    place: ClassVar[int] = 100
    per: ClassVar[Literal["cell", "customer"]] = "customer"
    reads: ClassVar[tuple[str, ...]] = ()
    remembers: ClassVar[Mapping[str, int]] = {}
    barrier: ClassVar[Barrier | None] = None
    symbol: ClassVar[str] = ""
    """The term as a textbook prints it, with {parameter} where a segment's number is put."""

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return what the term adds [utils]."""
        raise NotImplementedError

    @classmethod
    def addends(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield what is added, one after another; most terms are one addend."""
        yield cls.value(shopper, offer, visit)

    @classmethod
    def ideal(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield what would be added had the term's barrier not been there."""
        yield from cls.addends(shopper, offer, visit)

    @classmethod
    def of_segment(cls, segment: Any) -> dict[str, Any]:
        """Return the parameters as numbers, tuples of numbers, or maps from names to numbers."""
        return {name: getattr(segment, name) for name in (*cls.model_fields, *cls.reads)}

    @classmethod
    def of_outlet(cls, outlet: Any) -> dict[str, Any]:
        """Return what the term needs to know of an outlet (`Member`): numbers, tuples or a name."""
        del outlet
        return {}

    @classmethod
    def of_product(cls, product: Any) -> dict[str, Any]:
        """Return what the term needs to know of a product: numbers or tuples."""
        del product
        return {}

    @classmethod
    def spreads(cls, segment: Any) -> dict[str, float]:
        """Return the standard deviations of the tastes it draws for each customer, by name [utils]."""
        del segment
        return {}

    @classmethod
    def after_purchase(cls, shopper: Any, offer: Any) -> dict[str, Any]:
        """Return what a customer remembers once it has taken an offer home, by name."""
        del shopper, offer
        return {}


type Terms = tuple[type[UtilityTerm], ...]


def terms_in_order(terms: Iterable[tuple[str, type[UtilityTerm]]]) -> Terms:
    """Return named terms in the order in which they are summed.

    By purchase reason, within it those that are the same for a whole cell first, then by place and name.
    """

    def key(named: tuple[str, type[UtilityTerm]]) -> tuple[int, bool, int, str]:
        name, term = named
        return PURCHASE_REASONS.index(term.reason), term.per != "cell", term.place, name

    return tuple(term for _, term in sorted(terms, key=key))


def adds_nothing(term: type[UtilityTerm], segment: Any) -> bool:
    """Say whether all parameters of a term are at their off-values in a segment."""
    off = {
        name: mark.value
        for name, field in term.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Off)
    }
    return bool(off) and all(getattr(segment, name) == value for name, value in off.items())
