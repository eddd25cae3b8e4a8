"""Experience entries: what a ledger can say of what customers find, own, say and leave."""

from simulator.domain.entry_kind import Flow, Sort, kind_of

_S, _PARTY, _PRODUCT, _CELL = Flow.MESSAGES, Sort.PARTY, Sort.PRODUCT, Sort.CELL
_CATEGORY, _COUNT = Sort.CATEGORY, Sort.COUNT

EXPERIENCE_ENTRIES = (
    kind_of(
        "experience",
        _S,
        "so many customers of a cell found out what the unit is that they took home from outlet: so many "
        "were disappointed, and their satisfaction sums to an amount",
        outlet=_PARTY,
        product=_PRODUCT,
        cell=_CELL,
        customers=_COUNT,
        disappointed=_COUNT,
        amount=Sort.AMOUNT,
    ),
    kind_of(
        "review",
        _S,
        "so many customers of a cell review what they took home from outlet, and their satisfaction sums "
        "to an amount",
        outlet=_PARTY,
        product=_PRODUCT,
        cell=_CELL,
        customers=_COUNT,
        amount=Sort.AMOUNT,
    ),
    kind_of(
        "rating",
        _S,
        "what reviews of a product (no outlet) or of an outlet (no product) come to at the week's end, "
        "from 0 to 1",
        outlet=_PARTY,
        product=_PRODUCT,
        amount=Sort.AMOUNT,
    ),
    kind_of(
        "brand_equity",
        _S,
        "what a product's name is worth to customers of a cell at the week's end, from 0 to 1",
        cell=_CELL,
        product=_PRODUCT,
        amount=Sort.AMOUNT,
    ),
    kind_of(
        "ownership",
        _S,
        "so many customers of a cell have a product that lasts in use at the end of the week",
        cell=_CELL,
        product=_PRODUCT,
        customers=_COUNT,
    ),
    kind_of(
        "absence",
        _S,
        "so many customers of a cell have left a category at the end of the week",
        cell=_CELL,
        category=_CATEGORY,
        customers=_COUNT,
    ),
)
