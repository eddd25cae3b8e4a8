"""Traffic source entries: what a ledger says of what brought needs and customers, where it tells it."""

from simulator.domain.entry_kind import Flow, Sort, kind_of

_S, _PARTY, _WORD, _COUNT = Flow.MESSAGES, Sort.PARTY, Sort.WORD, Sort.COUNT

TRAFFIC_SOURCE_ENTRIES = (
    kind_of(
        "traffic_source",
        _S,
        "of needs that saw an offer of the focal manufacturer at an outlet as they were looked for first, so "
        "many were brought by a medium, or by none",
        outlet=_PARTY,
        category=Sort.CATEGORY,
        medium=_WORD,
        own=_COUNT,
    ),
    kind_of(
        "purchase_source",
        _S,
        "of units of the focal manufacturer that needs took or ordered at an outlet, so many went to needs "
        "that a medium, or none, had brought",
        outlet=_PARTY,
        product=Sort.PRODUCT,
        medium=_WORD,
        units=Sort.UNITS,
    ),
    kind_of(
        "acquisition_source",
        _S,
        "so many customers whom an outlet acquired for the focal manufacturer by their first purchase had a "
        "need then that a medium, or none, had brought",
        outlet=_PARTY,
        product=Sort.PRODUCT,
        medium=_WORD,
        customers=_COUNT,
    ),
    kind_of(
        "cancellation_source",
        _S,
        "of units of the focal manufacturer that customers had ordered at an outlet and will not get, so "
        "many were for needs that a medium, or none, had brought",
        outlet=_PARTY,
        product=Sort.PRODUCT,
        medium=_WORD,
        units=Sort.UNITS,
    ),
)
