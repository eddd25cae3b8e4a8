"""Utility term: one addend of what an offer is worth to a customer, said once for a number and for a column.

    V = Σ_reasons Σ_terms value(shopper, offer, visit)

A term is a class in the registry `UTILITY`, one file in `catalog/utility/`. It declares

    fields     parameters, written in a scenario under the segment, and the value at which the term adds
               nothing (`Off`), from which its switch follows
    reads      parameters that other mechanisms share with it, such as price_sensitivity
    reason     the purchase reason it belongs to (`REASONS_WITH_TERMS`)
    place      its place among the terms of the reason; equal places stand by name
    per        "cell": one value for all customers of a cell, kept as a table [C, O, P] for the week;
               "customer": one for every customer and offer
    symbol     the term as a textbook prints it, for `describe`
    of_segment, of_outlet, of_product   numbers, tuples or names worked out from the records (`values` of a
               segment are of all benefits, in the order of `offer.benefits`, their names): attributes of
               shopper and offer, beside the offer's price; no two terms may mean other things by one
    spreads    tastes drawn once for each customer: standard deviations by name; `shopper.tastes[name]`
    format_spreads   the same once for each customer and format of outlet: all outlets of a format share it;
               `shopper.tastes[name, offer.format]`, where `of_outlet` declares the format
    remembers  numbers that a customer remembers: first values by name; `after_purchase` returns the next
               ones from what is declared of the outlet and the product (not from the price paid)
    remembers_of_products   numbers that a customer remembers of each product: `shopper.own[name,
               offer.product]`, beside `shopper.own["times_had", offer.product]`, how often it has had it;
               `after_purchase` returns that of the product taken, and may ask for `offer.unit_luck`, a
               standard normal draw of the unit, and `offer.satisfaction`, how satisfied the customer is with
               it; `after_failure` that of the product of which a unit has just failed; kept where the term is
               in play, and beside it `shopper.own["times_failed", offer.product]`, of how many units that
               failed, where any may: else it is the number 0
    owned_at_start   what of these an owner remembers of a product that it has when the run opens, by name
    attributes what it weighs, without the parameters, for tables of choices (`detail: journeys`), but
               for what is zero; a term that is the same for a cell is asked of the offer alone
    barrier, ideal   what the term would add had it not been for the message, or for the outlet's fit:
               so it takes part in the question why nothing was bought
    disconfirmation   what is found, once the offer is had, beyond what the term added when it was chosen:
               surplus as experienced and satisfaction count it. It may read parameters, memory, `own`,
               `offer.believed`, `offer.own_belief` and `offer.truth`; neither price nor visit, which are gone
               at home
    on_delivery   whether its `disconfirmation` hangs on how the unit is handed over, which nobody foresees:
               it may read parameters and `offer.weeks_late`, and is asked at home alone; satisfaction,
               returns and surplus as experienced count it once it happens
    steady     whether, for a customer of given memory and an outlet that stays what it is, it changes from
               week to week with advice, with what it was told itself, by β times what `per_sensitivity` says
               and by a share of what `in_full` says alone; with a term that is not, whoever looks for
               something looks in every week
    fleeting   whether it moves the choice alone, and is nothing that a purchase is worth afterwards:
               surplus leaves it out
    option     whether it is fleeting because it ends when the unit is there; returns tell it apart
    told_alone   whether it hangs on what media that aim have told the customer itself
               (`offer.own_belief`), and is left out where none does
    asks       whether it hangs on the questions of needs, `visit.questions_open`: 1 or 0 by `QUESTIONS`

and `value`, of + − × ÷ and comparisons alone: it is handed numbers for one `Customer` and columns for
many, and both must come to the same bits. *visit* has `adviser` (an outlet, or −1) and `doubt_left`; and
`count`, `products` (how many different ones), `least(name)` and `mean(name)` over all offers that the
customer sees, so a term may depend on the whole set; such a term is not `steady`. Nor is one that asks for
`shopper.weeks_unhelped[offer.product]`: for how many weeks the customer has waited for help with the unit
that it took last.

Assumes: a unit of currency costs β · salience. Harm and surplus count in that money, so a further term
that depends on the price changes choices, and not what an undercut is said to take.

Source: random utility, McFadden (1974); Train (2009), Discrete Choice Methods with Simulation, ch. 2-3.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Literal

from simulator.base.input_error import InputError
from simulator.base.off_value import Off
from simulator.base.record import Record

PURCHASE_REASONS = ("benefits", "price", "taste", "trust", "luck", "waiting", "out_of_stock")
"""Why an outlet gets a sale: what sets its offer apart from the runner-up most."""

REASONS_WITH_TERMS = ("benefits", "price", "taste", "trust", "waiting")
"""Purchase reasons that are sums of terms; waiting only of terms that are the same for a cell."""
OF_OFFERS = frozenset(
    {
        "outlet",
        "product",
        "price",
        "price_felt",
        "price_paid",
        "reference_price",
        "heard_of_price",
        "promotion",
        "believed",
        "unmoved",
        "own_belief",
        "truth",
        "search_effort",
        "unit_luck",
        "satisfaction",
        "weeks_late",
    }
    | {"brand_equity", "rating", "outlet_rating", "disconfirmation", "brings_back", "in_stock", "benefits"}
    | {"weeks_to_wait", "cost_of_waiting", "is_focal", "key", "promotions", "same_for_cell", "of_customer"}
)
"""Attributes that every offer has: no term may declare them."""
OF_SHOPPERS = frozenset(
    {"row", "cell", "key", "candidates", "experience", "waiting", "memory", "week", "run_tables", "salience"}
    | {
        "own",
        "unit_luck",
        "own_rate",
        "own_leaving",
        "has_left",
        "is_member",
        "in_use",
        "subscribed",
        "pantry",
        "stored",
        "sets_aside",
        "wears_out",
        "in_repair",
        "owns",
        "fails",
        "breaks",
        "uses_again",
    }
    | {"units_used", "mean_uses", "use_up", "units_per_need", "buys_ahead", "in_use_until", "lacks_use"}
    | {"renew", "comes_back", "put_to_use", "leaves", "held_offer", "can_use", "ended_subscription"}
    | {"in_use_since", "weeks_unhelped", "asks_for_help", "taken", "is_heard_of"}
    | {"keeps", "value_at_home", "send_back", "own_price_sensitivity", "shops_for", "units_in_use"}
    | {"hears_suggestion", "told", "shown", "last_visit", "lists", "heard", "aimed_media", "state_for"}
    | {"remembers_visit", "joins", "meets", "is_shown", "unsubscribes", "forgets"}
    | {"believes", "is_persuaded", "hears_others", "own_belief"}
    | {"own_talk", "own_price_talk", "is_told_of_price", "heard_of_price"}
    | {"step", "luck", "needs", "knows", "visit", "see", "later", "seek_advice", "weigh", "utility", "rank"}
    | {"shocks", "shared", "with_luck", "word", "luck_week", "searched"}
    | {"effective_price", "can_have", "not_buying", "gains", "sensitivity", "take"}
    | {"counterfactuals", "counterfactual", "advised_on", "answered", "questions_open"}
    | {"model", "unique_id", "pos", "random", "rng", "remove", "advance", "scenario", "create_agents"}
    | {"from_dataframe"}
)
"""Attributes that every customer has: no term may declare or remember them."""


class TermError(InputError, TypeError):
    """A term of utility that cannot be played; the message names it and says why."""


type Barrier = Literal["message", "fit"]
"""What may stand between a customer and a purchase, beside the price."""


class UtilityTerm(Record):
    """An addend of utility [utils]; its fields are parameters of a segment."""

    reason: ClassVar[str] = "benefits"
    place: ClassVar[int] = 100
    per: ClassVar[Literal["cell", "customer"]] = "customer"
    reads: ClassVar[tuple[str, ...]] = ()
    remembers: ClassVar[Mapping[str, float]] = {}
    remembers_of_products: ClassVar[Mapping[str, float]] = {}
    owned_at_start: ClassVar[Mapping[str, float]] = {}
    barrier: ClassVar[Barrier | None] = None
    steady: ClassVar[bool] = False
    fleeting: ClassVar[bool] = False
    option: ClassVar[bool] = False
    told_alone: ClassVar[bool] = False
    on_delivery: ClassVar[bool] = False
    asks: ClassVar[bool] = False
    symbol: ClassVar[str] = ""
    """The term as a textbook prints it, with {parameter} where a segment's number is put."""

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Refuse a term that would be summed nowhere."""
        where = f"term of utility {cls.__module__}.{cls.__name__}"
        if cls.reason not in REASONS_WITH_TERMS:
            raise TermError(f"{where}: reason is one of {', '.join(REASONS_WITH_TERMS)}; not '{cls.reason}'")
        if cls.per not in ("cell", "customer") or (cls.reason == "waiting" and cls.per != "cell"):
            raise TermError(f"{where}: per is 'cell' or 'customer', of waiting 'cell'; not '{cls.per}'")
        if cls.per == "cell" and cls.remembers_of_products:
            raise TermError(f"{where}: what is remembered of products is a customer's; per is 'customer'")
        if cls.barrier not in (None, "message", "fit"):
            raise TermError(f"{where}: barrier is 'message', 'fit' or none; not '{cls.barrier}'")

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
    def disconfirmation(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield what is found, once the offer is had, beyond what was added [utils]; by default nothing.

        Less than zero disappoints.
        """
        del shopper, offer, visit
        yield from ()

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return what the term weighs, by name, without the parameters: as a table of choices tells it."""
        del shopper, offer, visit
        return {}

    @classmethod
    def per_sensitivity(cls, shopper: Any, offer: Any) -> Any:
        """Return what it adds per unit of price sensitivity, of what changes from week to week [currency].

        In columns alone, of cells and offers: `price_felt`, `price_paid`, `reference_price`, `heard_of_price`
        and the parameters are there. Only of terms that are `steady`.
        """
        del shopper, offer
        return 0.0

    @classmethod
    def in_full(cls, shopper: Any, offer: Any) -> Any:
        """Return what it adds, of what changes from week to week, where memory makes the most of it [utils].

        Each customer has a share of it, from 0 to 1, for each product; the share hangs on memory alone. In
        columns alone, of cells and offers: `believed`, `truth` and the parameters are there, and what terms
        declare of products. Only of terms that are `steady`.
        """
        del shopper, offer
        return 0.0

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
    def format_spreads(cls, segment: Any) -> dict[str, float]:
        """Return the standard deviations of tastes drawn for each customer and format, by name [utils]."""
        del segment
        return {}

    @classmethod
    def after_purchase(cls, shopper: Any, offer: Any) -> dict[str, Any]:
        """Return what a customer remembers once it has taken an offer home, by name."""
        del shopper, offer
        return {}

    @classmethod
    def after_failure(cls, shopper: Any, offer: Any) -> dict[str, Any]:
        """Return what a customer remembers otherwise once a unit of a product that it took fails, by name."""
        del shopper, offer
        return {}


type Taste = str | tuple[str, str]
"""What a taste is for: its name, and the format of outlet where each has its own."""
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
