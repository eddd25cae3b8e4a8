"""Experience entries: what a ledger can say of what customers find, own, say and leave."""

from simulator.domain.entry_kind import Flow, Sort, kind_of

_S, _PARTY, _PRODUCT, _CELL = Flow.MESSAGES, Sort.PARTY, Sort.PRODUCT, Sort.CELL
_CATEGORY, _COUNT = Sort.CATEGORY, Sort.COUNT

CONTACT_OUTCOMES = ("answered", "given_up", "no_answerer")
"""What became of a contact: it was answered, given up, or given up since its answerer was not there."""
EXPERIENCE_ENTRIES = (
    kind_of(
        "experience",
        _S,
        "so many customers of a cell found out what the unit is that they took home from outlet, or that it "
        "fails: so many were disappointed, and their satisfaction sums to an amount",
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
        "contact",
        _S,
        "so many customers of a cell ask answerer for help with a product that they have in use, bought at "
        "outlet (none: before the run opened)",
        answerer=_PARTY,
        outlet=_PARTY,
        product=_PRODUCT,
        cell=_CELL,
        customers=_COUNT,
    ),
    kind_of(
        "contact_outcome",
        _S,
        "what became of what so many customers of a cell asked answerer in week `asked` about a product: "
        "answered, given up, or given up since answerer was not there",
        answerer=_PARTY,
        product=_PRODUCT,
        cell=_CELL,
        asked=Sort.WEEK,
        outcome=Sort.WORD,
        customers=_COUNT,
    ),
    kind_of(
        "open_contact",
        _S,
        "so many contacts about a product wait for answerer at the end of the week",
        answerer=_PARTY,
        product=_PRODUCT,
        customers=_COUNT,
    ),
    kind_of(
        "membership",
        _S,
        "so many customers of a cell are members of the community of a product's owners, and have it in use, "
        "at the end of the week",
        cell=_CELL,
        product=_PRODUCT,
        customers=_COUNT,
    ),
    kind_of(
        "mailing_list",
        _S,
        "so many customers of a cell joined a manufacturer's mailing list on a medium, and were given "
        "something for so much in all, so many left it, and so many are on it at the end of the week",
        manufacturer=_PARTY,
        medium=Sort.WORD,
        cell=_CELL,
        joined=_COUNT,
        left=_COUNT,
        customers=_COUNT,
        cost=Sort.MONEY,
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
