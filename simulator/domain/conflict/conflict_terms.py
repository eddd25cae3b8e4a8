"""Conflict terms: how much each issue weighs, and what counts as a loss."""

from typing import Annotated

from pydantic import Field

from simulator.base.record import Named, Record
from simulator.domain.channel.selector import Who
from simulator.domain.conflict.aggrieved import Aggrieved
from simulator.domain.conflict.issues import usual_importance
from simulator.domain.registries import CONFLICT_ISSUES
from simulator.domain.units import Share


class ConflictTerms(Record):
    """How conflict is measured; the same for all scenarios that are to be compared."""

    importance: dict[Annotated[str, Named(CONFLICT_ISSUES)], Annotated[float, Field(gt=0, le=1)]] = Field(
        default_factory=usual_importance
    )
    """Weight of each issue; one left out of a map does not count [0 … 1, by issue].

    Left out, those count that `simulator list conflict_issues` says count by default.
    """
    half_intensity: Annotated[float, Field(gt=0, le=10)] = 0.10
    """Loss at which an incident's intensity is one half [share of a normal period's margin]."""
    materiality: Share = 0.01
    """Loss below which a period counts as quiet [share of a normal period's margin]."""
    undercut_tolerance: Share = 0.01
    """How far below one's own price another's may be without being an undercut [share of the price]."""
    net_of: list[Who] = []
    """Outlets, one source of harm each, of which is told what they take less what they bring: beside the
    market one without them is played, which takes as long again; left out, of none."""
    aggrieved: Aggrieved = Aggrieved()
    """Which outlets count as aggrieved; left out, all that belong to no other member."""
