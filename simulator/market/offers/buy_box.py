"""Buy box: every marketplace shows one offer of each product first; finding another takes effort.

The effort goes into the week's tables like everything else that an offer is worth, so customers one by one
and in columns see the same. Where nothing is in stock nobody stands in the box, and nothing is behind it.

Harm counts the effort as part of utility. The reference price of an undercut leaves the box where it is: what
a price takes by winning the box is rivalry.

There is one box of a product however many offer it: a draw says which of equals stands in it, and says the
same every week, or whoever keeps looking would try the luck of one seller after another. Where a rule lets
offers take turns, that is just what happens. More outlets are more: patience sees more that take turns.
"""

from mesa import Agent

from simulator.base.arrays import Flags
from simulator.base.keyed_random import stable_key, uniform
from simulator.domain.decisions.buy_box import BoxOffer
from simulator.market.state.protocols import OfferState


def fill_buy_boxes(state: OfferState) -> None:
    """Let every open marketplace that has a box fill it, product by product, and write it down."""
    last_week = state.offer_table.in_box.copy()
    state.offer_table.behind[:] = 0.0
    state.offer_table.in_box[:] = False
    for platform in [agent for agent in state.members.values() if agent.is_open]:
        if platform.member.buy_box is not None:
            hosted = hosted_by(state, platform)
            for product in state.product_number:
                fill_box(state, platform, hosted, product, last_week)


def hosted_by(state: OfferState, platform: Agent) -> list[str]:
    """Return the outlets on a marketplace, its own among them."""
    name = platform.member.name
    return [outlet for outlet in state.run_tables.outlets if state.header.member(outlet).hosted_by == name]


def fill_box(state: OfferState, platform: Agent, hosted: list[str], product: str, last_week: Flags) -> None:
    """Fill the box of one product, and put what does not stand there behind it."""
    table, column = state.offer_table, state.product_number[product]
    rows = [state.outlet_number[outlet] for outlet in hosted]
    offering = [
        (outlet, row)
        for outlet, row in zip(hosted, rows, strict=True)
        if table.carried[row, column] and table.stock[row, column] > 0
    ]
    shown = [
        box_offer(state, outlet, product, held_box=bool(last_week[row, column])) for outlet, row in offering
    ]
    first = platform.show_first(shown)
    if first is None:
        return
    outlet, row = offering[first]
    table.behind[rows, column] = platform.member.behind_box
    table.behind[row, column] = 0.0
    table.in_box[row, column] = True
    state.ledger.record(
        "buy_box",
        week=state.week,
        outlet=state.header.code(outlet),
        platform=state.header.code(platform.member.name),
        product=column,
        offers=len(shown),
    )


def box_offer(state: OfferState, outlet: str, product: str, *, held_box: bool) -> BoxOffer:
    """Return an offer as the marketplace sees it."""
    table, at = state.offer_table, (state.outlet_number[outlet], state.product_number[product])
    member, hosting = state.header.member(outlet), state.routes.hosting(outlet)
    keys = stable_key(outlet), stable_key(product)
    is_own = member.owner is not None and member.owner == member.hosted_by
    return BoxOffer(
        price=state.given.units.per_unit(table.price[at].item()),
        on_hand=table.stock[at].item(),
        is_fulfilled=is_own or (hosting is not None and hosting.fulfilment_fee is not None),
        is_own=is_own,
        held_box=held_box,
        luck=uniform(state.dice.word("buy box", -1, *keys)),
        turn=uniform(state.dice.word("box turn", state.week, *keys)),
    )
