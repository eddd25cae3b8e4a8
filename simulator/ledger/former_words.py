"""Former words: what kinds, columns and reasons of the ledger were called before they took the field's words.

Renaming changed nothing else: `former_hash` is the hash that the same ledger had under its former words, and
folders that were written in them are still read.
"""

from simulator.domain.ledger_entries import KINDS
from simulator.ledger.columns import CODED
from simulator.ledger.content_hash import hash_of
from simulator.ledger.ledger import Ledger

FORMER_KINDS = {
    "promotion_sale": "special",
    "consumption": "use",
    "contract_price": "terms",
    "reason_not_to_buy": "held_back",
    "conflict_exposure": "exposure",
    "consumer_surplus": "surplus",
    "trigger_reading": "reading",
}
"""What kinds of entry were called, by their name of today."""
NEW_KINDS = (
    "terms_in_force",
    "need_flow",
    "need",
    "choice",
    "attribute",
    "experienced_surplus",
    "experience",
    "ownership",
    "absence",
    "cohort_sale",
    "cohort_return",
    "review",
    "rating",
    "brand_equity",
    "return",
    "inspection",
    "supplier_credit",
    "in_inspection",
    "failure",
    "claim",
    "repair",
    "in_repair",
    "kept",
    "used_up",
    "late_delivery",
    "contact",
    "contact_outcome",
    "open_contact",
    "suggestion",
    "membership",
    "earned_contact",
    "lost_need",
    "traffic",
    "mailing_list",
    "stage_transition",
    "in_stage",
    "drop_off",
    "question_left",
    "effort",
    "compensation",
    "without_source",
    "grievance",
    "trust",
    "dispute",
    "relation_end",
    "traffic_source",
    "purchase_source",
    "acquisition_source",
    "cancellation_source",
)
"""Kinds that were not written then."""
NEW_COLUMNS: dict[tuple[str, str], int | None] = {
    ("need", "ordinal"): 0,
    ("return", "shipping"): 0,
    ("touchpoint", "cost"): 0,
    ("drop_off", "medium"): None,
    ("question_left", "medium"): None,
}
"""Columns that were not written then, and what stands in them; of words none."""
FORMER_COLUMNS = {
    ("sale", "purchase_reason"): "tipped",
    ("lost_sale", "response"): "then",
    ("promotion_sale", "promotion"): "offer",
    ("intervention", "target"): "whom",
}
"""What columns were called, by kind and name of today."""
FORMER_REASONS = {"consumption": "use"}
"""What reasons of payments were called."""


def kind_of_today(kind: str) -> str:
    """Return the name of today of a kind of entry; any other word as it is."""
    return {former: today for today, former in FORMER_KINDS.items()}.get(kind, kind)


def reasons_of_today(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return reasons of payments by their names of today."""
    today = {former: now for now, former in FORMER_REASONS.items()}
    return tuple(today.get(word, word) for word in words)


def column_of_today(kind: str, column: str) -> str:
    """Return the name of today of a column, by the kind's name of today."""
    former = {(of, was): today for (of, today), was in FORMER_COLUMNS.items()}
    return former.get((kind, column), column)


def former_hash(ledger: Ledger) -> str:
    """Return the content hash of a ledger under its former words, without what is new since."""
    tables, sorts = {}, {}
    for kind in (kind for kind in KINDS if kind not in NEW_KINDS and ledger.count(kind)):
        then = [name for name in KINDS[kind].columns if (kind, name) not in NEW_COLUMNS]
        renamed = {name: FORMER_COLUMNS.get((kind, name), name) for name in then}
        columns, former = ledger.columns(kind), FORMER_KINDS.get(kind, kind)
        tables[former] = {now: columns[name] for name, now in renamed.items()}
        sorts[former] = {now: KINDS[kind].columns[name] for name, now in renamed.items()}
    words = tuple(FORMER_REASONS.get(word, word) for word in ledger.words)
    return hash_of({sort: ledger.header.names(sort) for sort in CODED}, tables, words, sorts)
