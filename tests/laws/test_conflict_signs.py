"""Signs of conflict: what interventions do to it, in worlds that were fixed beforehand."""

from collections.abc import Callable

import pytest

from tests.worlds.quarrelsome import FEW, SEEDS
from tests.worlds.signs import EXACT, SIGNS

type Sign = Callable[[int], bool]

NEEDED = 0.95
few_and_all = pytest.mark.parametrize("seeds", [SEEDS[:FEW], pytest.param(SEEDS, marks=pytest.mark.nightly)],
                                      ids=["few", "all"])  # fmt: skip


@few_and_all
@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.__name__)
def test_a_sign_is_right_in_nearly_all_worlds(sign: Sign, seeds: tuple[int, ...]) -> None:
    """In 95 of 100; of the few that are played by day, in all."""
    wrong = [seed for seed in seeds if not sign(seed)]

    assert len(wrong) <= (1.0 - NEEDED) * len(seeds), wrong


@few_and_all
@pytest.mark.parametrize("sign", EXACT, ids=lambda sign: sign.__name__)
def test_what_must_be_nothing_is_nothing_in_all_worlds(sign: Sign, seeds: tuple[int, ...]) -> None:
    """Exactly nought, not nearly."""
    assert [seed for seed in seeds if not sign(seed)] == []
