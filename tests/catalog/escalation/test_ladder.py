"""The ladder: chances by the formula, voice for the dependent, exit for others, and thresholds that rise."""

from itertools import product

import pytest
from pydantic import ValidationError

from simulator.catalog.escalation.ladder import Ladder
from simulator.domain.decisions.escalation import COMPLAINT, EXIT, Dispute

RULE = Ladder()
SHARES = (0.0, 0.3, 0.7, 1.0)


def dispute(
    step: int, held: float = 2.0, dependence: float = 0.5, trust: float = 0.5, other: float = 0.5
) -> Dispute:
    """Return a dispute, on the step that it might go up to."""
    return Dispute(step=step, grievance=held, dependence=dependence, trust=trust, alternatives=other)


def test_at_its_threshold_a_step_is_as_likely_as_not() -> None:
    """Where nothing holds it back."""
    for step in range(COMPLAINT, EXIT + 1):
        held = RULE.thresholds[step - 1]
        assert RULE.steps_up(dispute(step, held, 0.0, 0.0, 0.0)) == 0.5


def test_dependent_members_voice_and_others_leave() -> None:
    """Dependence holds back an exit and no complaint; alternatives ease an exit and no complaint."""
    for held, trust in product((0.5, 2.0, 6.0), SHARES):
        complaints = {
            RULE.steps_up(dispute(COMPLAINT, held, d, trust, a)) for d, a in product(SHARES, SHARES)
        }
        bound = [RULE.steps_up(dispute(EXIT, held, d, trust)) for d in SHARES]
        free = [RULE.steps_up(dispute(EXIT, held, 0.5, trust, a)) for a in SHARES]

        assert len(complaints) == 1
        assert bound == sorted(bound, reverse=True)
        assert len(set(bound)) == len(SHARES)
        assert free == sorted(free)
        assert len(set(free)) == len(SHARES)


def test_grievance_drives_every_step_and_trust_holds_it_back() -> None:
    """More is felt: more likely; more trust: less."""
    for step in range(COMPLAINT, EXIT + 1):
        felt = [RULE.steps_up(dispute(step, held)) for held in (0.0, 1.0, 2.0, 4.0, 8.0)]
        trusting = [RULE.steps_up(dispute(step, trust=trust)) for trust in SHARES]
        assert felt == sorted(felt)
        assert trusting == sorted(trusting, reverse=True)
        assert len({*felt, *trusting}) > len(SHARES)


def test_a_step_is_taken_back_below_half_of_its_threshold() -> None:
    """And not at it."""
    for step in range(COMPLAINT, EXIT + 1):
        half = RULE.thresholds[step - 1] / 2.0
        assert not RULE.steps_down(dispute(step, half))
        assert RULE.steps_down(dispute(step, half - 1e-9))


@pytest.mark.parametrize(
    "wrong",
    [
        {"thresholds": [1.0, 2.0, 3.0, 4.0]},
        {"thresholds": [1.0, 2.0, 1.5, 4.0, 5.0]},
        {"thresholds": [0.0, 1.0, 2.0, 3.0, 4.0]},
        {"forgets": 0.0},
        {"forgets": 1.5},
        {"hears": -0.1},
        {"hearsay_weeks": -1},
        {"usual_weeks": 0},
        {"breach_weight": -1.0},
        {"steepness": float("nan")},
        {"effort_kept": 1.1},
        {"retaliation": "fire"},
    ],
)
def test_hostile_values_are_refused(wrong: dict[str, object]) -> None:
    """Four thresholds, falling ones, none, and shares beyond one."""
    with pytest.raises(ValidationError):
        Ladder.model_validate(wrong)
