"""Effort book: what outlets do for each manufacturer's products, and the books by which they decide it.

Only of outlets with a policy other than the usual effort, and of those that may hold it back for what they
feel; all others do as much as ever, and nothing is counted. Books are those of an outlet itself, as sums in
which a week counts less the longer ago it was. What a week brought is divided by the support that it had, so
they tell what the usual effort would have brought, as the outlet believes; a week without any support tells
nothing.
"""

from collections.abc import Sequence

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.domain.channel.member import Member
from simulator.domain.decisions.effort import BrandBooks


class EffortBook:
    """Effort and support [O, M], and books of the same shape, of outlets in the order of the run's tables."""

    def __init__(self, outlets: Sequence[Member], makers: int) -> None:
        ruled = ((row, outlet.effort) for row, outlet in enumerate(outlets))
        self.policies = {row: rule for row, rule in ruled if rule is not None and not rule.is_usual}
        """By outlet, where a policy decides otherwise than as ever."""
        may_hold_back = (row for row, one in enumerate(outlets) if one.feels)
        self.deciding = sorted({*self.policies, *may_hold_back})
        """Outlets, by number, of which the effort is decided on and told."""
        shape = len(outlets), makers
        self.effort, self.support = np.ones(shape), np.ones(shape)
        self.planned, self.willing = np.ones(shape), np.ones(shape)
        """What policies decided, and what disputes leave of it [multiples]; their product is the effort."""
        self.turnover, self.earned, self.advised, self.closed = np.zeros((4, *shape))
        """What was sold and earned [money steps]; how many were advised, and bought there then."""
        self.usual_closing_rate = np.full(shape, np.nan)
        self.weeks = np.zeros(shape[0], dtype=np.int64)
        """For how many weeks each has sold [weeks]."""
        self.memory = np.zeros((shape[0], 1))
        for row, rule in self.policies.items():
            self.memory[row] = rule.memory

    def close_week(
        self, is_open: Flags, turnover: Integers, earned: Integers, advised: Integers, closed: Integers
    ) -> None:
        """Enter a week of the outlets that were open [O]: amounts and counts of it [O, M]."""
        has_support = self.support > 0.0
        each = np.where(has_support, self.support, 1.0)
        for sums, found in ((self.turnover, turnover), (self.earned, earned), (self.closed, closed)):
            sums[:] = self.memory * sums + np.where(has_support, found / each, 0.0)
        self.advised[:] = self.memory * self.advised + np.where(has_support, advised, 0)
        self.weeks += is_open

    def decide(self, row: int, makers: Sequence[int], posted: Floats) -> bool:
        """Let an outlet decide on some manufacturers if its review is due; say whether anything changed.

        *posted*: what a unit earns as it is offered [M, share of the price]; nan: nothing is.
        """
        rule = self.policies.get(row)
        if rule is not None and rule.reviews_after(self.weeks[row].item()):
            brands = [self._brand(row, maker, posted[maker].item()) for maker in makers]
            self.planned[row, makers] = rule.efforts(brands)
        before = self.effort[row, makers].tolist()
        efforts = (self.planned[row, makers] * self.willing[row, makers]).tolist()
        if efforts == before:
            return False
        self.effort[row, makers] = efforts
        self.support[row, makers] = [effort if rule is None else rule.support(effort) for effort in efforts]
        return True

    def hold_back(self, willing: Floats) -> None:
        """Take what disputes leave of the effort for each manufacturer from the next decision on [O, M]."""
        self.willing = willing

    def _brand(self, row: int, maker: int, posted: float) -> BrandBooks:
        """Return what an outlet's books say of a manufacturer's products; remember the first closing rate."""
        turnover, earned = self.turnover[row, maker].item(), self.earned[row, maker].item()
        advised, usual = self.advised[row, maker].item(), self.usual_closing_rate
        rate = self.closed[row, maker].item() / advised if advised > 0.0 else np.nan
        if np.isnan(usual[row, maker]):
            usual[row, maker] = rate
        margin = earned / turnover if turnover > 0.0 else posted
        return BrandBooks(
            margin=_known(margin),
            turnover=turnover,
            closing_rate=_known(rate),
            advised=advised,
            usual_closing_rate=_known(usual[row, maker].item()),
        )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value
