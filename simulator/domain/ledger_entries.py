"""Entries: what a ledger can say, kind by kind. Each belongs to exactly one flow.

Units are quantity steps and money is money steps; a price, cost or margin "each" is of one quantity step.

Goods run down, money up, messages out, relations across. A run is its entries: whatever a metric
wants to know must be written in one of these.
"""

from simulator.domain.after_sale_entries import AFTER_SALE_ENTRIES
from simulator.domain.conflict_entries import CONFLICT_ENTRIES
from simulator.domain.entry_kind import Flow, Kind, Sort, holding_on, kind_of
from simulator.domain.experience_entries import EXPERIENCE_ENTRIES
from simulator.domain.goods_entries import GOODS_ENTRIES
from simulator.domain.journey_entries import JOURNEY_ENTRIES
from simulator.domain.relation_entries import RELATION_ENTRIES

_M, _S, _R = Flow.MONEY, Flow.MESSAGES, Flow.RELATIONS
_PARTY, _PRODUCT, _MONEY, _UNITS = Sort.PARTY, Sort.PRODUCT, Sort.MONEY, Sort.UNITS
_CELL, _WORD, _COUNT = Sort.CELL, Sort.WORD, Sort.COUNT
_CATEGORY, _CUSTOMER = Sort.CATEGORY, Sort.CUSTOMER

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        *GOODS_ENTRIES,
        *AFTER_SALE_ENTRIES,
        *EXPERIENCE_ENTRIES,
        *JOURNEY_ENTRIES,
        # money
        kind_of(
            "payment",
            _M,
            "payer pays payee an amount for a reason",
            payer=_PARTY,
            payee=_PARTY,
            amount=_MONEY,
            reason=_WORD,
        ),
        kind_of(
            "contract_price",
            _M,
            "from now on buyer pays supplier a price each",
            supplier=_PARTY,
            buyer=_PARTY,
            product=_PRODUCT,
            price=_MONEY,
        ),
        holding_on(
            kind_of(
                "terms_in_force",
                _M,
                "from now on outlet has a product from supplier at a price each, is recommended a list price "
                "and may advertise none below a floor (0: none); `promotional_price`: the list price as the "
                "manufacturer's own price changes leave it",
                outlet=_PARTY,
                product=_PRODUCT,
                supplier=_PARTY,
                list_price=_MONEY,
                promotional_price=_MONEY,
                price_floor=_MONEY,
                price=_MONEY,
            )
        ),
        kind_of(
            "receivable",
            _M,
            "customers owe member an amount at the end of the week that is not due yet",
            member=_PARTY,
            amount=_MONEY,
        ),
        kind_of(
            "default",
            _M,
            "so many customers stop paying member an amount that they owe",
            member=_PARTY,
            amount=_MONEY,
            customers=_COUNT,
        ),
        # messages
        kind_of(
            "touchpoint",
            _S,
            "so many contacts of a cell with a message about a product are paid for, at so much in all",
            cell=_CELL,
            product=_PRODUCT,
            medium=_WORD,
            message=_WORD,
            contacts=_COUNT,
            cost=_MONEY,
        ),
        kind_of(
            "earned_contact",
            _S,
            "so many contacts of a cell with a message about a product came of others, and cost nothing",
            cell=_CELL,
            product=_PRODUCT,
            medium=_WORD,
            message=_WORD,
            contacts=_COUNT,
        ),
        kind_of(
            "advice",
            _S,
            "outlet advises so many customers of a cell",
            outlet=_PARTY,
            cell=_CELL,
            category=_CATEGORY,
            customers=_COUNT,
        ),
        kind_of(
            "suggestion",
            _S,
            "outlet suggests a product to so many customers of a cell that have just bought another there: "
            "in so many a need arose by it, which took so many units of the product at once, and so many of "
            "others of its category",
            outlet=_PARTY,
            product=_PRODUCT,
            cell=_CELL,
            customers=_COUNT,
            needs=_COUNT,
            units=_UNITS,
            others=_UNITS,
        ),
        kind_of(
            "stage_flow",
            _S,
            "so many needs of a cell closed after coming as far as a stage",
            cell=_CELL,
            category=_CATEGORY,
            stage=_WORD,
            customers=_COUNT,
        ),
        kind_of(
            "need_flow",
            _S,
            "so many needs of a cell arose, were met, given up, overtaken by the next, or cancelled with an "
            "order; so many are open at the week's end, and so many looked for something",
            cell=_CELL,
            category=_CATEGORY,
            outcome=_WORD,
            needs=_COUNT,
        ),
        kind_of(
            "need",
            _S,
            "what became of a customer's need of a unit that arose in week `onset`: it arose, was met by a "
            "product of an outlet at a price, was given up, overtaken by the next, or cancelled with an "
            "order; `ordinal`: number of the need within its week (255: it arose by a suggestion), and 256 "
            "times that of the unit",
            customer=_CUSTOMER,
            category=_CATEGORY,
            outcome=_WORD,
            onset=Sort.WEEK,
            ordinal=_COUNT,
            outlet=_PARTY,
            product=_PRODUCT,
            price=_MONEY,
        ),
        kind_of(
            "lost_need",
            _S,
            "so many needs of a cell, in sixtieths, closed without an offer of the focal manufacturer, "
            "lost to a reason",
            cell=_CELL,
            category=_CATEGORY,
            reason=_WORD,
            sixtieths=_COUNT,
        ),
        kind_of(
            "reason_not_to_buy",
            _S,
            "in ledgers of earlier versions alone, in place of `lost_need`: so many customers of a cell with "
            "offers at hand went without, and what of the focal manufacturer kept them from it",
            cell=_CELL,
            category=_CATEGORY,
            reason=_WORD,
            customers=_COUNT,
        ),
        kind_of(
            "traffic",
            _S,
            "so many needs of a category, as they were looked for first, saw an offer at an outlet, and so "
            "many of them one of the focal manufacturer",
            outlet=_PARTY,
            category=_CATEGORY,
            customers=_COUNT,
            own=_COUNT,
        ),
        kind_of(
            "consideration",
            _S,
            "a customer with a need considered an offer",
            customer=_CUSTOMER,
            category=_CATEGORY,
            outlet=_PARTY,
            product=_PRODUCT,
        ),
        kind_of(
            "choice",
            _S,
            "a customer with a need had an offer before it, or going without (no outlet): whether it could "
            "be had as the week opened, at which price, and whether (1) it was decided on, bought, ordered",
            customer=_CUSTOMER,
            cell=_CELL,
            category=_CATEGORY,
            outlet=_PARTY,
            product=_PRODUCT,
            availability=_WORD,
            price=_MONEY,
            chosen=_COUNT,
            bought=_COUNT,
            ordered=_COUNT,
        ),
        kind_of(
            "attribute",
            _S,
            "an offer before a customer with a need had so much of an attribute that utility weighs; none of "
            "what is left out",
            customer=_CUSTOMER,
            category=_CATEGORY,
            outlet=_PARTY,
            product=_PRODUCT,
            attribute=_WORD,
            amount=Sort.AMOUNT,
        ),
        # relations
        *RELATION_ENTRIES,
        *CONFLICT_ENTRIES,
        kind_of(
            "intervention",
            _R,
            "an event takes a step, concerning a target",
            event=_WORD,
            step=_WORD,
            target=_WORD,
        ),
        kind_of(
            "trigger_reading",
            _R,
            "what was measured for an event: so much of a metric, of the part that is meant",
            event=_WORD,
            metric=_WORD,
            part=_WORD,
            amount=Sort.AMOUNT,
        ),
        kind_of(
            "consumer_surplus",
            _R,
            "customers with a need may expect so much in all of what they can choose from [currency]",
            cell=_CELL,
            category=_CATEGORY,
            customers=_COUNT,
            amount=Sort.AMOUNT,
        ),
        kind_of(
            "experienced_surplus",
            _R,
            "so much comes true of what customers with a need may expect, once they have what they choose; "
            "of no customers: what sending units back spares them [currency]",
            cell=_CELL,
            category=_CATEGORY,
            customers=_COUNT,
            amount=Sort.AMOUNT,
        ),
        kind_of("admission", _R, "member opens, and why", member=_PARTY, reason=_WORD),
        kind_of("departure", _R, "member leaves, and why", member=_PARTY, reason=_WORD),
    )
}

OUTSIDE = "the outside world"
"""The party that customers, workers, media and landlords settle with."""
NOBODY = ""
"""Stands where an entry names no party or no word."""
STAGES = ("need", "aware", "considering", "buying", "bought")
"""How far a need came: it arose; a product was known; an offer was at hand; one was preferred; had or
ordered."""
NEED_FLOWS = ("arisen", "met", "given_up", "overtaken", "cancelled", "open", "visits")
LOST_TO_BARRIERS = ("unaware", "not_at_hand", "out_of_stock", "message", "fit", "dearer")
LOST_TO = (*LOST_TO_BARRIERS, "not_worth_it", "rival", "overtaken")
"""To what a need is lost that no offer of the focal manufacturer met: barriers that can be thought away; no
barrier, but what going without, or a rival's, was worth; that a later need took its place."""
AVAILABILITY = ("in_stock", "to_order", "out_of_stock", "always")
"""Whether an alternative can be had: at once; by ordering and waiting; not at all; going without, always."""
