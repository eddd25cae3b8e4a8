"""Spoilage: goods on hand become worthless week by week: too old, out of fashion, broken.

    scrapped = ⌊h s⌋ + 1 with chance h s − ⌊h s⌋          of h steps on hand, s the share of a week

so that on average a share s goes whatever the steps. It is the holder's loss. Goods under way do not spoil.
More outlets are more: each has goods of its own, and a draw of its own rounds what spoils of them.
Source: exponential decay of Ghare & Schrader (1963), Journal of Industrial Engineering 14; Nahmias (2011),
Perishable Inventory Systems.
"""

from simulator.base.keyed_random import stable_key, uniform
from simulator.market.state.protocols import GoodsState


def spoil(state: GoodsState) -> None:
    """Scrap what spoils this week, product by product, at every member."""
    shares = {name: p.spoilage for name, p in state.given.products.items() if p.spoilage and not p.digital}
    if not shares:
        return
    for name, agent in state.members.items():
        for product, share in shares.items():
            on_hand = agent.stock.on_hand[product]
            if on_hand:
                word = state.dice.word("spoiled", state.week, stable_key(name), stable_key(product))
                scrap(state, name, product, spoiled(on_hand, share, uniform(word)), "spoiled")


def spoiled(on_hand: int, share: float, rank: float) -> int:
    """Return how many steps on hand spoil; *rank*, in (0, 1), decides about a last one.

    >>> spoiled(10, 0.25, 0.4), spoiled(10, 0.25, 0.6), spoiled(7, 1.0, 0.1)
    (3, 2, 7)
    """
    whole = int(on_hand * share)
    return whole + (rank < on_hand * share - whole)


def scrap(state: GoodsState, name: str, product: str, units: int, reason: str) -> None:
    """Throw units away, for a reason."""
    if units:
        state.members[name].stock.on_hand[product] -= units
        state.ledger.record(
            "scrap",
            week=state.week,
            member=state.header.code(name),
            product=state.product_number[product],
            units=units,
            reason=reason,
        )
