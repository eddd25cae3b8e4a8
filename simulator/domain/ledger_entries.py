"""Entries: what a ledger can say, kind by kind. Each belongs to exactly one flow.

Units are quantity steps and money is money steps; a price, cost or margin "each" is of one quantity step.

Goods run down, money up, messages out, relations across. A run is its entries: whatever a metric
wants to know must be written in one of these.
"""

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


def _kind(name: str, flow: Flow, says: str, **columns: Sort) -> Kind:
    return Kind(name, flow, says, {"week": Sort.WEEK, **columns})


_G, _M, _S, _R = Flow.GOODS, Flow.MONEY, Flow.MESSAGES, Flow.RELATIONS
_PARTY, _PRODUCT, _UNITS, _MONEY = Sort.PARTY, Sort.PRODUCT, Sort.UNITS, Sort.MONEY
_CELL, _WORD, _COUNT, _WEEK = Sort.CELL, Sort.WORD, Sort.COUNT, Sort.WEEK
_CATEGORY, _CUSTOMER = Sort.CATEGORY, Sort.CUSTOMER

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        # goods
        _kind("opening", _G, "member has units when it opens", member=_PARTY, product=_PRODUCT, units=_UNITS),
        _kind(
            "production",
            _G,
            "member makes units that are ready in week `arrives`",
            member=_PARTY,
            product=_PRODUCT,
            units=_UNITS,
            arrives=_WEEK,
        ),
        _kind(
            "order",
            _G,
            "buyer asks supplier for units",
            buyer=_PARTY,
            supplier=_PARTY,
            product=_PRODUCT,
            units=_UNITS,
        ),
        _kind(
            "cancellation",
            _G,
            "units that buyer had ordered will not be shipped",
            buyer=_PARTY,
            supplier=_PARTY,
            product=_PRODUCT,
            units=_UNITS,
        ),
        _kind(
            "shipment",
            _G,
            "supplier sends units at a price each; they arrive in week `arrives` (sell-in)",
            supplier=_PARTY,
            buyer=_PARTY,
            product=_PRODUCT,
            units=_UNITS,
            arrives=_WEEK,
            price=_MONEY,
        ),
        _kind(
            "sale",
            _G,
            "outlet sells units to customers of a cell at a price each (sell-through)",
            outlet=_PARTY,
            product=_PRODUCT,
            cell=_CELL,
            price=_MONEY,
            units=_UNITS,
            substitute=_COUNT,
            adviser=_PARTY,
            tipped=_WORD,
            customer=_CUSTOMER,
            considered=_COUNT,
        ),
        _kind(
            "special",
            _G,
            "outlet sells units under an offer, at a price instead of the one asked; each leaves a margin; "
            "`leaked`: to customers it was not meant for",
            outlet=_PARTY,
            product=_PRODUCT,
            cell=_CELL,
            offer=_WORD,
            leaked=_COUNT,
            units=_UNITS,
            price=_MONEY,
            asked=_MONEY,
            margin=_MONEY,
        ),
        _kind(
            "lost_sale",
            _G,
            "units wanted first at outlet that it did not have; the customer `then` left, substituted "
            "(bought or ordered something else), or ordered it and waited",
            outlet=_PARTY,
            product=_PRODUCT,
            cell=_CELL,
            units=_UNITS,
            then=_WORD,
            customer=_CUSTOMER,
        ),
        _kind(
            "backorder",
            _G,
            "customers of a cell order units that outlet does not have, to be paid at a price each when they "
            "are delivered; `substitute`: something else was wanted first",
            outlet=_PARTY,
            product=_PRODUCT,
            cell=_CELL,
            price=_MONEY,
            units=_UNITS,
            substitute=_COUNT,
            customer=_CUSTOMER,
        ),
        _kind(
            "delivery",
            _G,
            "outlet hands over units that customers had ordered in week `ordered`; they are sales, too",
            outlet=_PARTY,
            product=_PRODUCT,
            cell=_CELL,
            units=_UNITS,
            ordered=_WEEK,
            substitute=_COUNT,
            customer=_CUSTOMER,
        ),
        _kind(
            "withdrawal",
            _G,
            "units that customers had ordered in week `ordered` will not be delivered, and why; each would "
            "have left a margin",
            outlet=_PARTY,
            product=_PRODUCT,
            cell=_CELL,
            units=_UNITS,
            ordered=_WEEK,
            margin=_MONEY,
            reason=_WORD,
            customer=_CUSTOMER,
        ),
        _kind(
            "use",
            _G,
            "member, who does not pass goods on, uses units up",
            member=_PARTY,
            product=_PRODUCT,
            units=_UNITS,
        ),
        _kind(
            "sell_back",
            _G,
            "a leaving member gives units back to its supplier at a price each",
            member=_PARTY,
            supplier=_PARTY,
            product=_PRODUCT,
            units=_UNITS,
            price=_MONEY,
        ),
        _kind(
            "scrap",
            _G,
            "member throws units away",
            member=_PARTY,
            product=_PRODUCT,
            units=_UNITS,
            reason=_WORD,
        ),
        _kind(
            "stock",
            _G,
            "member holds units at the end of the week that cost it so much each",
            member=_PARTY,
            product=_PRODUCT,
            units=_UNITS,
            unit_cost=_MONEY,
        ),
        _kind(
            "posting",
            _G,
            "outlet asks a price and has units to open the week; one sold leaves it a margin",
            outlet=_PARTY,
            product=_PRODUCT,
            price=_MONEY,
            units=_UNITS,
            margin=_MONEY,
        ),
        _kind(
            "buy_box",
            _G,
            "outlet's offer stands in the box of a marketplace this week, chosen from so many in stock",
            outlet=_PARTY,
            platform=_PARTY,
            product=_PRODUCT,
            offers=_COUNT,
        ),
        _kind(
            "listing", _G, "outlet lists a product, or stops", outlet=_PARTY, product=_PRODUCT, decision=_WORD
        ),
        # money
        _kind(
            "payment",
            _M,
            "payer pays payee an amount for a reason",
            payer=_PARTY,
            payee=_PARTY,
            amount=_MONEY,
            reason=_WORD,
        ),
        _kind(
            "terms",
            _M,
            "from now on buyer pays supplier a price each",
            supplier=_PARTY,
            buyer=_PARTY,
            product=_PRODUCT,
            price=_MONEY,
        ),
        _kind(
            "receivable",
            _M,
            "customers owe member an amount at the end of the week that is not due yet",
            member=_PARTY,
            amount=_MONEY,
        ),
        _kind(
            "default",
            _M,
            "so many customers stop paying member an amount that they owe",
            member=_PARTY,
            amount=_MONEY,
            customers=_COUNT,
        ),
        # messages
        _kind(
            "touchpoint",
            _S,
            "so many contacts of a cell with a message about a product",
            cell=_CELL,
            product=_PRODUCT,
            medium=_WORD,
            message=_WORD,
            contacts=_COUNT,
        ),
        _kind(
            "advice",
            _S,
            "outlet advises so many customers of a cell",
            outlet=_PARTY,
            cell=_CELL,
            category=_CATEGORY,
            customers=_COUNT,
        ),
        _kind(
            "stage_flow",
            _S,
            "so many customers of a cell with a need came as far as a stage",
            cell=_CELL,
            category=_CATEGORY,
            stage=_WORD,
            customers=_COUNT,
        ),
        _kind(
            "held_back",
            _S,
            "so many customers of a cell with offers at hand went without, and what of the focal "
            "manufacturer kept them from it",
            cell=_CELL,
            category=_CATEGORY,
            reason=_WORD,
            customers=_COUNT,
        ),
        _kind(
            "consideration",
            _S,
            "a customer with a need considered an offer",
            customer=_CUSTOMER,
            category=_CATEGORY,
            outlet=_PARTY,
            product=_PRODUCT,
        ),
        # relations
        _kind(
            "exposure",
            _R,
            "member was open to being harmed over an issue with a product",
            aggrieved=_PARTY,
            product=_PRODUCT,
            issue=_WORD,
        ),
        _kind(
            "harm",
            _R,
            "aggrieved lost a margin to what source did, within the rules or not (`conduct`) [currency]",
            aggrieved=_PARTY,
            source=_PARTY,
            product=_PRODUCT,
            issue=_WORD,
            conduct=_WORD,
            amount=Sort.AMOUNT,
        ),
        _kind(
            "intervention",
            _R,
            "an event takes a step, concerning somebody",
            event=_WORD,
            step=_WORD,
            whom=_WORD,
        ),
        _kind(
            "reading",
            _R,
            "what was measured for an event: so much of a metric, of the part that is meant",
            event=_WORD,
            metric=_WORD,
            part=_WORD,
            amount=Sort.AMOUNT,
        ),
        _kind(
            "surplus",
            _R,
            "customers with a need may expect so much in all of what they can choose from [currency]",
            cell=_CELL,
            category=_CATEGORY,
            customers=_COUNT,
            amount=Sort.AMOUNT,
        ),
        _kind("admission", _R, "member opens, and why", member=_PARTY, reason=_WORD),
        _kind("departure", _R, "member leaves, and why", member=_PARTY, reason=_WORD),
    )
}

OUTSIDE = "the outside world"
"""The party with whom customers, workers, media and landlords settle."""
NOBODY = ""
"""Stands where an entry names no party or no word."""
STAGES = ("need", "aware", "considering", "buying", "bought")
"""How far a need came: it arose; a product was known; an offer was at hand; one was preferred; had or
ordered."""
HELD_BACK = ("absent", "price", "message", "fit")
"""Why who had offers at hand went without: none of them was the focal manufacturer's; its price, whatever had
been believed and however all had fit; what was not believed; what its product asks for and outlets lacked."""
