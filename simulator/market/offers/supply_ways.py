"""Supply ways: how far goods are meant for the region where they are sold, by the way on which they came.

A way to market that has `regions` means its goods for these; one without, for all of them. Of goods meant for
a region, those of the manufacturer itself are the authorized ones; other suppliers' are a second source of
the same. Which way an outlet's goods came is told by the contract under which it would order now.
"""

import numpy as np

from simulator.base.arrays import Integers
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.market.state.protocols import OfferState

DIVERTED, SECOND_SOURCE, AUTHORIZED = range(3)
"""How goods stand in a region, the more meant for it, the higher."""


def standing(state: OfferState, outlet: Member, contract: Contract | None) -> Integers:
    """Return how an outlet's goods stand with the customers of each cell [C]."""
    makers, cells = state.given.manufacturers, state.run_tables.cells
    if outlet.owner in makers:
        return np.full(len(cells), AUTHORIZED)
    if contract is None:
        return np.full(len(cells), SECOND_SOURCE)
    meant = AUTHORIZED if contract.supplier in makers else SECOND_SOURCE
    regions = contract.regions
    return np.array([meant if not regions or cell.region in regions else DIVERTED for cell in cells])
