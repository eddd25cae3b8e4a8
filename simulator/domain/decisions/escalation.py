"""Escalation: what an outlet sees of a dispute when it decides how far to take it.

What it feels comes of its own books, of prices that it sees and of what it hears, with a delay
(`simulator.market.conflict.feel`); what others took from it in truth it does not know. A dispute is with a
supplier, or with another outlet. It is taken a step further, or a step back, at each review of conflict:

    1 complaint        it says so
    2 less effort      it does less for what the supplier sells to it
    3 retaliation      it moves that effort to rivals' products, or meets the prices that it resents
    4 orders on hold   it orders nothing from the supplier
    5 exit             it buys from the supplier no more, and leaves the trade if it has no other supplier

With another outlet there is nothing to withhold: it complains, and may retaliate by price. All steps but the
last are taken back when grievance has gone.

IMPLEMENT: a class in the registry of escalation policies with parameters as fields, `steps_up` and
`steps_down`.
FOR FREE: books, hearsay, blame, grievance and trust; what every step does; ledger entries, metrics, `list`,
`check`, `describe`, the JSON Schema, contract tests.

Source: exit, voice and neglect, Hirschman (1970), Exit, Voice, and Loyalty; Ping (1993), J. Retailing 69(3).
"""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from simulator.base.record import Chosen, Record
from simulator.domain.registries import ESCALATION
from simulator.domain.units import Share

COMPLAINT, LESS_EFFORT, RETALIATION, ORDERS_ON_HOLD, EXIT = range(1, 6)
STEPS = ("none", "complaint", "less_effort", "retaliation", "orders_on_hold", "exit")
"""What steps of a dispute are called, by number."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """What an outlet sees of its dispute with another member at a review."""

    step: int
    """The step on which it stands, or the one that it might go up to [0 … 5]."""
    grievance: float
    """What it holds against the other, over all issues."""
    dependence: float
    """How much of what it usually earns it owes to the other: none to another outlet [share]."""
    trust: float
    """How far it trusts the other: not at all where nothing was ever promised [0 … 1]."""
    alternatives: float
    """Of what the other supplies it with: how much of its category others supply it with, too [share]."""


class EscalationPolicy(Record):
    """A rule by which an outlet remembers what others do to it, and acts on it."""

    forgets: Annotated[float, Field(gt=0, le=1)] = 0.1
    """How much of a grievance is forgotten from review to review, δ [share per review]."""
    hears: Share = 0.3
    """Chance that a week's sales of others in its area are heard of; prices are seen [share per week]."""
    hearsay_weeks: Annotated[int, Field(ge=0, le=52)] = 4
    """How long that takes [weeks]."""
    usual_weeks: Annotated[int, Field(ge=1, le=104)] = 12
    """Over how many weeks of selling it finds out what it usually earns; nothing is felt before [weeks]."""
    adapts: Share = 0.05
    """How much of a change becomes usual from review to review [share per review]."""
    credible_at: Annotated[float, Field(ge=0, le=1_000_000)] = 10.0
    """At how many usual sales a review it believes half of a shortfall, k [units per review]."""
    breach_weight: Annotated[float, Field(ge=0, le=10)] = 1.5
    """How much more a broken rule weighs than the same loss to rivalry, φ [multiple]."""
    blames_supplier: Share = 0.5
    """How much of what another outlet does it lays on its own supplier, which appointed both [share]."""
    first_trust: Share = 0.5
    """How far it trusts its suppliers at first [0 … 1]."""
    trust_gain: Share = 0.05
    """How much doubt goes in a review in which all promises are kept, α [share per review]."""
    trust_loss: Share = 0.5
    """How much trust goes in a review in which all are broken, γ [share per review]."""
    effort_kept: Share = 0.7
    """What is left of its effort on the second step [multiple]."""
    retaliation: Literal["shelf", "price"] = "shelf"
    """What it does on the third: move that effort to rivals' products, or meet the prices that it resents."""

    @abstractmethod
    def steps_up(self, dispute: Dispute) -> float:
        """Return the chance that it goes up to the step that *dispute* names [0 … 1]."""

    @abstractmethod
    def steps_down(self, dispute: Dispute) -> bool:
        """Say whether it takes back the step on which it stands."""


type EscalationChoice = Annotated[EscalationPolicy, Chosen(ESCALATION, "policy")]
