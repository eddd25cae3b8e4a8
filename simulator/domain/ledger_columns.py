"""Ledger columns: what each column of each table of a ledger holds, in a sentence, and in which unit.

A column of one name means the same in most tables; where it does not, the table has its own sentence. What
a row says is told by `Kind.says`; `simulator list ledger` prints all of it.
"""

from typing import NamedTuple

from simulator.domain.entry_kind import Kind, Sort

EACH = "currency per quantity step"
SHARE = "share, 0 to 1"


class ColumnMeaning(NamedTuple):
    """What a column of a table of a ledger holds, and its unit."""

    unit: str
    says: str


UNITS = {
    Sort.WEEK: "week, from 1",
    Sort.PARTY: "name of a party",
    Sort.PRODUCT: "name of a product",
    Sort.CELL: "name of a cell",
    Sort.CATEGORY: "name of a category",
    Sort.WORD: "word",
    Sort.CUSTOMER: "number of a customer, from 0",
    Sort.UNITS: "quantity steps",
    Sort.MONEY: "currency",
}
"""Unit of a column by its sort, unless it is told below; counts and amounts have each a unit of their own."""

EACH_COLUMNS = ("asked", "list_price", "margin", "price", "price_floor", "promotional_price", "refund",
                "shipping", "unit_cost")  # fmt: skip
"""Columns of money that are of one quantity step."""

COUNTED = {
    "chosen": "0 or 1",
    "bought": "0 or 1",
    "ordered": "0 or 1",
    "leaked": "0 or 1",
    "substitute": "0 or 1",
    "ordinal": "number",
    "contacts": "contacts",
    "considered": "offers",
    "offers": "offers",
    "needs": "needs",
    "own": "needs",
    "sixtieths": "sixtieths of a need",
}
"""Unit of a column of counts; of all others customers."""

SAYS = {
    "week": "The week in which it happened; 0: when the run opens.",
    "acquired_by": "The outlet at which the customers bought of the product's manufacturer first.",
    "adviser": "The outlet that had advised the buyers; missing where nobody did.",
    "aggrieved": "The member that is harmed, or feels so.",
    "amount": "How much is paid or owed.",
    "answerer": "The member that answers requests for help.",
    "arrives": "The week in which the goods are there.",
    "asked": "What the outlet asks of everybody else.",
    "attribute": "Which attribute of an offer it is, of those that the terms of utility name.",
    "availability": "Whether it can be had: in_stock, to_order, out_of_stock; always is going without.",
    "before": "The step of escalation at the review before.",
    "bought": "The week in which the customers took the units home.",
    "bought_last": "The week in which the customers last bought of the manufacturer; 0: never before.",
    "buyer": "The member that buys.",
    "category": "The category of products that the need is for.",
    "cell": "The customers' segment and region.",
    "chosen": "Whether the customer decided on it.",
    "claimed": "The week in which the units were sent to the repairer.",
    "conduct": "Whether the source kept to what its contracts allow (rivalry) or not (breach).",
    "considered": "How many offers the buyers considered, added up.",
    "contacts": "How many contacts there were.",
    "cost": "What was paid for all of it.",
    "customer": "Which customer it is, where `detail` tells customers apart; else −1.",
    "customers": "How many customers.",
    "decision": "What the outlet decided about the product.",
    "disappointed": "How many of the customers were disappointed.",
    "earned": "What the manufacturer earns by it, in all.",
    "event": "The event, by its id or its place.",
    "issue": "What the quarrel is about.",
    "joined": "How many customers joined.",
    "kept_as": "How the customers have the units: in_use, for_later or tried.",
    "leaked": "Whether the buyers were others than the promotion was meant for.",
    "left": "How many customers left.",
    "list_price": "The recommended retail price.",
    "lost": "What the manufacturer loses of what the sales had earned it, in all.",
    "manufacturer": "The manufacturer of which it is told.",
    "margin": "What one sold leaves the outlet.",
    "margin_without": "What the aggrieved would earn this week without the source.",
    "medium": "The medium, by its name in the scenario; missing where none did it.",
    "member": "The member of which it is told.",
    "message": "The message, by its name.",
    "metric": "The metric that was measured.",
    "needs": "How many needs.",
    "next_outlet": "The outlet that brings the needs to the next stage; missing where none does.",
    "next_stage": "The stage, or end, to which the needs went.",
    "offers": "How many offers in stock the box was chosen from.",
    "onset": "The week in which the need arose.",
    "ordered": "The week in which the customers ordered the units.",
    "ordinal": "Number of the need within its week (255: by a suggestion), and 256 times that of the unit.",
    "other": "The member against which it is held.",
    "others": "How many units of other products of the category the needs took.",
    "outcome": "What became of it.",
    "outlet": "The outlet of which it is told; missing where there is none.",
    "own": "How many of the needs saw an offer of the focal manufacturer.",
    "paid": "What the customers pay, in all.",
    "part": "The part of the metric that was meant; empty for the whole.",
    "payee": "The party that is paid.",
    "payer": "The party that pays.",
    "platform": "The marketplace in whose box the offer stands.",
    "price": "What is asked or paid.",
    "price_floor": "The price below which none may be advertised; 0: there is none.",
    "product": "The product, by its name in the scenario; missing where there is none.",
    "promotion": "The promotion, by its name.",
    "promotional_price": "The list price as the manufacturer's own price changes leave it.",
    "purchase_reason": "What set the offer apart from the runner-up most.",
    "question": "About what the needs had a question that no offer of the focal manufacturer answered.",
    "reason": "Why, or for what, in a word.",
    "refund": "What is paid back of the price.",
    "refunded": "What is paid back to the customers, in all.",
    "repairer": "The member that repairs.",
    "response": "What the customers did: substituted, left, waited, postponed or gave_up.",
    "result": "How the units came back: repaired, or as they were.",
    "shipping": "What sending it back costs, where the outlet pays.",
    "since": "The week in which they became customers of the manufacturer.",
    "sixtieths": "How many needs, in sixtieths, since one need may be lost to several reasons.",
    "source": "The member, or group of outlets, that does the harm.",
    "stage": "How far the needs had come.",
    "step": "The step that is taken.",
    "substitute": "Whether the buyers had wanted something else first, which was out of stock.",
    "supplier": "The member that supplies.",
    "support": "How many times its usual display and advice the outlet gives the product.",
    "target": "What the step concerns.",
    "unit_cost": "What one cost the member.",
    "units": "How many units.",
    "unsaleable": "How many of the units cannot be sold again, and are scrapped.",
    "used_up_by": "What used the units up: need, wear, period or failure.",
    "waiting": "How many of the units wait for their turn.",
}
"""What a column holds, by its name."""

OWN: dict[str, dict[str, ColumnMeaning]] = {
    "attribute": {"amount": ColumnMeaning("as the attribute", "How much of the attribute the offer had.")},
    "brand_equity": {"amount": ColumnMeaning(SHARE, "What the name is worth.")},
    "choice": {
        "bought": ColumnMeaning("0 or 1", "Whether the customer bought it."),
        "ordered": ColumnMeaning("0 or 1", "Whether the customer ordered it, to wait for it."),
    },
    "compensation": {"amount": ColumnMeaning("currency", "What the supplier makes good.")},
    "consumer_surplus": {"amount": ColumnMeaning("currency", "What the customers may expect, in all.")},
    "contact_outcome": {"asked": ColumnMeaning("week, from 1", "The week in which the customers asked.")},
    "effort": {
        "amount": ColumnMeaning("multiple of the usual", "The outlet's effort for the product."),
        "support": ColumnMeaning("multiple of the usual", SAYS["support"]),
    },
    "experience": {"amount": ColumnMeaning("satisfaction, summed", "The customers' satisfaction, added up.")},
    "experienced_surplus": {"amount": ColumnMeaning("currency", "What comes true of it, in all.")},
    "grievance": {"amount": ColumnMeaning("grievance", "How much it holds against the other.")},
    "harm": {"amount": ColumnMeaning("currency", "The margin that the aggrieved lost.")},
    "late_delivery": {
        "amount": ColumnMeaning("weeks, summed", "By how many weeks units came late, added up.")
    },
    "purchase_source": {"units": ColumnMeaning("quantity steps", "Units that needs brought by it took.")},
    "cancellation_source": {
        "units": ColumnMeaning("quantity steps", "Units that needs brought by it had ordered.")
    },
    "rating": {"amount": ColumnMeaning(SHARE, "What the reviews come to.")},
    "review": {"amount": ColumnMeaning("satisfaction, summed", "The reviewers' satisfaction, added up.")},
    "trigger_reading": {"amount": ColumnMeaning("unit of the metric", "What was measured.")},
    "trust": {"amount": ColumnMeaning(SHARE, "How far the member trusts its supplier.")},
    "without_source": {
        "margin": ColumnMeaning("currency", "What the aggrieved earns this week."),
        "margin_without": ColumnMeaning("currency", SAYS["margin_without"]),
        "source": ColumnMeaning("word", "The outlets left out, as `conflict.net_of` calls them."),
    },
}
"""What columns hold in tables in which they mean something of their own, and amounts, by table."""


def column_meaning(kind: Kind, column: str) -> ColumnMeaning:
    """Return what a column of a kind of entry holds, and its unit; KeyError where neither is said.

    >>> from simulator.domain.ledger_entries import KINDS
    >>> column_meaning(KINDS["sale"], "price")
    ColumnMeaning(unit='currency per quantity step', says='What is asked or paid.')
    """
    own = OWN.get(kind.name, {}).get(column)
    if own is not None:
        return own
    sort = kind.columns[column]
    if sort is Sort.COUNT:
        return ColumnMeaning(COUNTED.get(column, "customers"), SAYS[column])
    unit = EACH if sort is Sort.MONEY and column in EACH_COLUMNS else UNITS[sort]
    return ColumnMeaning(unit, SAYS[column])
