"""One more issue: a class in the registry is on record, counts and is cut by; nothing else is edited."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
import pytest

from simulator.base.arrays import Flags
from simulator.base.counting import HARM_STEPS
from simulator.domain.conflict.issues import ConflictWeek, IssueOfConflict, Loss
from simulator.domain.registries import CONFLICT_ISSUES
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from tests.worlds.quarrelsome import ALL_ISSUES, SEEDS, dealers, quarrelsome

WEEKLY_STEPS = 50_000


class LateSupport(IssueOfConflict):
    """The supplier does not keep what it promised."""

    importance: ClassVar = 0.4
    is_vertical: ClassVar = True

    @classmethod
    def exposed(cls, week: ConflictWeek) -> Flags:
        """Return all that outlets have."""
        return week.present & week.independent

    @classmethod
    def harms(cls, week: ConflictWeek) -> Iterator[Loss]:
        """Yield the same for each outlet that sold anything on terms of a supplier."""
        for sold in week.sold_on_terms():
            yield sold.outlet, sold.sources[2], sold.product, "breach", WEEKLY_STEPS * HARM_STEPS


def test_one_more_issue_is_one_class() -> None:
    """It is in the ledger, in the index and in its cuts where a scenario names it, and nowhere else."""
    way = dealers(np.random.default_rng(SEEDS[0]), dealers_per_region=1, territory=False)
    CONFLICT_ISSUES.register("late_support")(LateSupport)
    try:
        told = quarrelsome(SEEDS[0], way, conflict={"importance": {**ALL_ISSUES, "late_support": 0.4}})
        ledger, silent = simulate(told, SEEDS[0]), simulate(quarrelsome(SEEDS[0], way), SEEDS[0])
        harm = ledger.table("harm").astype({"issue": str, "conduct": str}).query("issue == 'late_support'")
        by_issue, by_type = (measure(ledger, "conflict", by=by) for by in ("issue", "type"))

        assert harm["amount"].to_numpy() == pytest.approx(500.0)
        assert len(harm) == 2 * ledger.header.scenario.weeks
        assert by_issue["late_support"] > 0.0
        assert by_type["vertical"] == pytest.approx(by_issue["late_support"])
        assert "late_support" not in set(silent.table("harm")["issue"].astype(str))
    finally:
        CONFLICT_ISSUES.forget("late_support")
