"""Entry kind: what one kind of ledger entry holds, column by column, and the flow it belongs to."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Flow(StrEnum):
    """The four flows of a channel."""

    GOODS = "goods"
    MONEY = "money"
    MESSAGES = "messages"
    RELATIONS = "relations"


class Sort(StrEnum):
    """What a column holds; codes stand for names in the ledger's run header."""

    WEEK = "week"
    PARTY = "party"
    PRODUCT = "product"
    CELL = "cell"
    CATEGORY = "category"
    WORD = "word"
    CUSTOMER = "customer"
    UNITS = "units"
    MONEY = "money"
    COUNT = "count"
    AMOUNT = "amount"


@dataclass(frozen=True)
class Kind:
    """One kind of entry: its flow, its columns in order, and what a row says."""

    name: str
    flow: Flow
    says: str
    columns: dict[str, Sort]
    holds_on: bool = False
    """Whether a row holds until a later one replaces it, so that readers of a few weeks need it, too."""


def kind_of(name: str, flow: Flow, says: str, **columns: Sort) -> Kind:
    """Return a kind of entry; every kind has its week as the first column."""
    return Kind(name, flow, says, {"week": Sort.WEEK, **columns})


def holding_on(kind: Kind) -> Kind:
    """Return a kind of entry of which a row holds until a later one replaces it."""
    return replace(kind, holds_on=True)
