"""Relation entries: what outlets do for products, what they feel about others, and do about it."""

from simulator.domain.effort_entries import EFFORT_ENTRIES
from simulator.domain.entry_kind import Flow, Sort, kind_of

RELATION_ENTRIES = (
    *EFFORT_ENTRIES,
    kind_of(
        "grievance",
        Flow.RELATIONS,
        "at a review of conflict aggrieved holds so much (amount) against another over an issue",
        aggrieved=Sort.PARTY,
        other=Sort.PARTY,
        issue=Sort.WORD,
        amount=Sort.AMOUNT,
    ),
    kind_of(
        "trust",
        Flow.RELATIONS,
        "at a review of conflict member trusts its supplier so far (amount, 0 … 1)",
        member=Sort.PARTY,
        supplier=Sort.PARTY,
        amount=Sort.AMOUNT,
    ),
    kind_of(
        "dispute",
        Flow.RELATIONS,
        "at a review of conflict aggrieved has a dispute with another, most of all over an issue (where no "
        "grievance is left, the one for which it went up last), on a step of escalation, after another step "
        "(`before`) at the last review; `none`: it has just ended",
        aggrieved=Sort.PARTY,
        other=Sort.PARTY,
        issue=Sort.WORD,
        step=Sort.WORD,
        before=Sort.WORD,
    ),
    kind_of(
        "relation_end",
        Flow.RELATIONS,
        "member buys from its supplier no more, and why; it sells on what it gets elsewhere",
        member=Sort.PARTY,
        supplier=Sort.PARTY,
        reason=Sort.WORD,
    ),
)
