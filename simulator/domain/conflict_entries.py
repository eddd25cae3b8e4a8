"""Conflict entries: exposure to harm, harm by source, margins without a source, and compensation."""

from simulator.domain.entry_kind import Flow, Sort, kind_of

CONFLICT_ENTRIES = (
    kind_of(
        "conflict_exposure",
        Flow.RELATIONS,
        "member was open to being harmed over an issue with a product",
        aggrieved=Sort.PARTY,
        product=Sort.PRODUCT,
        issue=Sort.WORD,
    ),
    kind_of(
        "harm",
        Flow.RELATIONS,
        "aggrieved lost a margin to what source did, within the rules or not (`conduct`) [currency]",
        aggrieved=Sort.PARTY,
        source=Sort.PARTY,
        product=Sort.PRODUCT,
        issue=Sort.WORD,
        conduct=Sort.WORD,
        amount=Sort.AMOUNT,
    ),
    kind_of(
        "without_source",
        Flow.RELATIONS,
        "aggrieved earns a margin this week, and would earn another without outlets that `conflict.net_of` "
        "calls so, if members did the same, and customers and what they know followed [currency]",
        aggrieved=Sort.PARTY,
        source=Sort.WORD,
        margin=Sort.AMOUNT,
        margin_without=Sort.AMOUNT,
    ),
    kind_of(
        "compensation",
        Flow.RELATIONS,
        "the supplier that source belongs to makes good so much of what aggrieved lost to source over a "
        "product and an issue, within the rules or not (`conduct`) [currency]",
        aggrieved=Sort.PARTY,
        source=Sort.PARTY,
        product=Sort.PRODUCT,
        issue=Sort.WORD,
        conduct=Sort.WORD,
        amount=Sort.AMOUNT,
    ),
)
