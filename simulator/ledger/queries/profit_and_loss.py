"""Profit and loss: what the focal manufacturer earned through each way to market, step by step.

A row a way to market, a column a step from the list price down (`money_steps`): what it sold through its own
outlets, with goods at what making them costs; what other firms paid it and it paid them, less what the goods
for them cost to make. What belongs to none is in common: media, its own running costs and storage, goods made
that nobody took. Rows sum to the firm's contribution, as do columns to its price waterfall.
"""

import numpy as np
import pandas as pd

from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.channels import channels_of
from simulator.ledger.queries.money_steps import STEPS, money_steps

IN_COMMON = "in common"


def profit_and_loss(ledger: Ledger) -> pd.DataFrame:
    """Return what the focal manufacturer earned, by way to market (a row) and step (a column) [currency].

    Every way through which it could have earned something has a row; what is in common is the last one.
    """
    header, told = ledger.header, money_steps(ledger)
    focal = header.code(header.scenario.focal_maker)
    mine = told.firm == focal
    money = np.zeros((len(header.parties), len(STEPS)))
    np.add.at(money, (told.through[mine], told.step[mine]), told.amount[mine])
    money *= header.scenario.units.money_step
    owned = {
        member.name for member in header.members if header.home(member.name) == header.scenario.focal_maker
    }
    partners = {c.buyer for c in header.contracts if c.supplier in owned and c.prices}
    groups = channels_of(header)
    ways = [IN_COMMON if code in (0, focal) else str(groups[code]) for code in range(len(header.parties))]
    is_way = [name in (owned | partners) - {header.scenario.focal_maker} for name in header.parties]
    kept = np.array(is_way) | (np.abs(money).sum(axis=1) > 0.0)
    kept[[0, focal]] = True
    table = pd.DataFrame(money, index=pd.Index(ways, name="route"), columns=list(STEPS))[kept]
    sums = table.groupby(level=0, sort=False).sum()
    return sums.loc[[*(way for way in sums.index if way != IN_COMMON), IN_COMMON]]
