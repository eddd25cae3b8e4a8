"""Ladder: a dispute goes up and down step by step, the faster the more is felt.

    P(up to step s) = logistic(b₁ (G − θ_s) − w_s (b₂ d − b₄ a) − b₃ t),     w_s = (s − 1) / 4
    down from s       iff  G < θ_s / 2

G: grievance; θ_s: the step's threshold; d: dependence on the other; a: alternatives to it; t: trust in it.
Trust holds back every step. Dependence holds back what gives up the relation, and alternatives make it
easier, in proportion to how much of it a step gives up: nothing of it with a complaint, all with an exit. So
dependent members voice and cut their effort, and others leave. With one weight for all steps dependence
would silence complaints too, the opposite of what was observed.

Assumes: one step a review at most. By default b₂ = b₁ θ₅: a wholly dependent outlet without alternatives
bears twice what another does before it leaves; alternatives to all that it has of the other halve its bond.
A loss is a larger share of what a dependent outlet earns, so it feels more, too: which of the two is stronger
the market tells, and with much smaller weights dependent outlets leave as often.
Source: Hirschman (1970), Exit, Voice, and Loyalty; Ping (1993), J. Retailing 69(3), for retailers. Weights
and thresholds are choices.
"""

from itertools import pairwise
from typing import Annotated

from pydantic import Field, field_validator

from simulator.base.numerics.portable import logistic
from simulator.domain.decisions.escalation import EXIT, Dispute, EscalationPolicy
from simulator.domain.registries import ESCALATION

type Weight = Annotated[float, Field(ge=0, le=100)]


@ESCALATION.register("ladder")
class Ladder(EscalationPolicy):
    """Take disputes up and down step by step, the faster the more is felt."""

    thresholds: Annotated[list[Annotated[float, Field(gt=0, le=100)]], Field(min_length=5, max_length=5)] = [
        *(0.5, 1.0, 2.0, 3.0, 5.0)
    ]
    """Grievance at which each step is as likely as not where nothing holds it back, θ, rising [grievance]."""
    steepness: Weight = 3.0
    """How fast it gets likely beyond that, b₁ [per unit of grievance]."""
    dependence_holds: Weight = 15.0
    """How far dependence holds back an exit, b₂ [log-odds]."""
    trust_holds: Weight = 2.0
    """How far trust holds back every step, b₃ [log-odds]."""
    alternatives_ease: Weight = 7.5
    """How far alternatives make an exit easier, b₄ [log-odds]."""

    @field_validator("thresholds")
    @classmethod
    def _rise(cls, thresholds: list[float]) -> list[float]:
        if any(after < before for before, after in pairwise(thresholds)):
            raise ValueError("thresholds must rise from step to step")
        return thresholds

    def steps_up(self, dispute: Dispute) -> float:
        """Return the chance that it goes up to a step."""
        gives_up = (dispute.step - 1) / (EXIT - 1)
        bound = self.dependence_holds * dispute.dependence - self.alternatives_ease * dispute.alternatives
        felt = self.steepness * (dispute.grievance - self.thresholds[dispute.step - 1])
        return logistic(felt - gives_up * bound - self.trust_holds * dispute.trust)

    def steps_down(self, dispute: Dispute) -> bool:
        """Say whether less than half of a step's threshold is felt."""
        return dispute.grievance < self.thresholds[dispute.step - 1] / 2.0
