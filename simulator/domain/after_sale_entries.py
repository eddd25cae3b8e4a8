"""After-sale entries: what a ledger can say of goods that customers keep, use up, send back or see fail."""

from simulator.domain.entry_kind import Flow, Sort, kind_of

_G, _PARTY, _PRODUCT, _UNITS, _MONEY = Flow.GOODS, Sort.PARTY, Sort.PRODUCT, Sort.UNITS, Sort.MONEY
_CELL, _WORD, _WEEK, _CUSTOMER = Sort.CELL, Sort.WORD, Sort.WEEK, Sort.CUSTOMER

KEPT_AS = ("in_use", "for_later", "tried")
"""How customers have units: in use, as what lasts; bought ahead; or only tried, since they will come back, or
will fail and be repaired."""
USED_UP_BY = ("need", "wear", "period", "failure")
"""What units were used up by: the need that they met, their wear, the end of the period paid for, or that
they failed and were not repaired."""
AFTER_SALE_ENTRIES = (
    kind_of(
        "kept",
        _G,
        "customers of a cell have units of a product at the end of the week that are not used up: in use, "
        "for later, or only tried; week 0: when the run opens",
        cell=_CELL,
        product=_PRODUCT,
        kept_as=_WORD,
        units=_UNITS,
    ),
    kind_of(
        "used_up",
        _G,
        "customers of a cell have used up units of a product this week, by a need, by wear, since the period "
        "paid for is over, or since they failed and are not repaired",
        cell=_CELL,
        product=_PRODUCT,
        used_up_by=_WORD,
        units=_UNITS,
    ),
    kind_of(
        "return",
        _G,
        "customers of a cell send back to outlet units that they took home in week `bought`, and why; each "
        "had cost a price, of which a refund is paid back, and shipping that the outlet pays",
        outlet=_PARTY,
        product=_PRODUCT,
        cell=_CELL,
        reason=_WORD,
        bought=_WEEK,
        price=_MONEY,
        refund=_MONEY,
        shipping=_MONEY,
        units=_UNITS,
        customer=_CUSTOMER,
    ),
    kind_of(
        "inspection",
        _G,
        "units that customers sent back leave outlet's inspection for its shelf, worth a cost each; so many "
        "are unsaleable, and scrapped at once",
        outlet=_PARTY,
        product=_PRODUCT,
        units=_UNITS,
        unsaleable=_UNITS,
        unit_cost=_MONEY,
    ),
    kind_of(
        "supplier_credit",
        _G,
        "supplier pays outlet a price each for unsaleable units that customers sent back",
        supplier=_PARTY,
        outlet=_PARTY,
        product=_PRODUCT,
        units=_UNITS,
        price=_MONEY,
    ),
    kind_of(
        "in_inspection",
        _G,
        "outlet has units in inspection at the end of the week that cost it so much each",
        outlet=_PARTY,
        product=_PRODUCT,
        units=_UNITS,
        unit_cost=_MONEY,
    ),
    kind_of(
        "failure",
        _G,
        "units that customers of a cell took home from outlet in week `bought` fail, and nobody repairs them",
        outlet=_PARTY,
        product=_PRODUCT,
        cell=_CELL,
        bought=_WEEK,
        units=_UNITS,
    ),
    kind_of(
        "claim",
        _G,
        "units that customers of a cell took home from outlet in week `bought` fail and are sent to repairer",
        repairer=_PARTY,
        outlet=_PARTY,
        product=_PRODUCT,
        cell=_CELL,
        bought=_WEEK,
        units=_UNITS,
    ),
    kind_of(
        "repair",
        _G,
        "units that customers of a cell sent to repairer in week `claimed` are with them again: repaired, or "
        "given back as they are",
        repairer=_PARTY,
        product=_PRODUCT,
        cell=_CELL,
        claimed=_WEEK,
        result=_WORD,
        units=_UNITS,
    ),
    kind_of(
        "in_repair",
        _G,
        "repairer has customers' units at the end of the week, of which so many wait for their turn",
        repairer=_PARTY,
        product=_PRODUCT,
        units=_UNITS,
        waiting=_UNITS,
    ),
)
