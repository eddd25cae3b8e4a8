"""Entry kind: what one kind of ledger entry holds, column by column, and the flow it belongs to."""

from dataclasses import dataclass
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


def kind_of(name: str, flow: Flow, says: str, **columns: Sort) -> Kind:
    """Return a kind of entry; every kind has its week as the first column."""
    return Kind(name, flow, says, {"week": Sort.WEEK, **columns})
