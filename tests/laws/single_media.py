"""Single media: worlds with campaigns on one kind of medium, played once for all laws about them."""

from functools import cache

import pandas as pd

from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from tests.worlds.lookers import played as play
from tests.worlds.one_medium import OneMedium

BROAD = ("broad", "social", "outdoor")
LOOKERS = ("search_ads", "sponsored_listings")
AIMED = ("retargeting", "e_mail")


@cache
def played(seed: int, *kinds: str, linked: bool = True, crowd: str = "columns") -> Ledger:
    """Play a world with campaigns on such media.

    Unlinked, customers of different regions have nothing to do with each other, and everybody with an open
    need looks in every week: else further visits, which find nothing, are made where there are ads alone.
    """
    world = OneMedium(seed)
    if linked:
        return simulate(world.scenario(*kinds, crowd=crowd), seed)
    return play(world.unlinked(*kinds), seed, everybody=True)


def table(ledger: Ledger, kind: str) -> pd.DataFrame:
    """Return a table of a ledger in words."""
    found = ledger.table(kind, steps=True)
    return found.astype({name: str for name in found if found[name].dtype == "category"})
