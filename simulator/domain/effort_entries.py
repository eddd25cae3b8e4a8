"""Effort entries: what outlets do for products, week by week; told of outlets that decide on it."""

from simulator.domain.entry_kind import Flow, Sort, kind_of

EFFORT_ENTRIES = (
    kind_of(
        "effort",
        Flow.RELATIONS,
        "outlet puts so many times its usual effort (amount) into a product this week, which comes to so "
        "many times its usual display and advice (support)",
        outlet=Sort.PARTY,
        product=Sort.PRODUCT,
        amount=Sort.AMOUNT,
        support=Sort.AMOUNT,
    ),
)
