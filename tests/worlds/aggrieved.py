"""Aggrieved worlds: seeds and conditions, fixed beforehand, on which laws about felt conflict will be judged.

The maker of a world's lamp has outlets that decide by what they feel, and opens a web store of its own below
their price, in a territory that it promised. Each world is played twice on the same seed: its outlets depend
on the maker for all they earn, or have a rival's lamps to sell as well, from another supplier. Judged over
all seeds together, on everything above the first step of a dispute with the maker:

    exit    relations with the maker are ended more often, per outlet, where there is another supplier
    voice   disputes with the maker that end as complaints or less effort are more, per outlet, where none is
"""

import pytest

FIRST_SEEDS = tuple(range(18_200, 18_220))
"""Played under the first weights of the ladder, b₂ = 4 and b₄ = 2: of the outlets that depend on the maker
.35 left and .04 voiced, of the others .34 and .10: neither as judged. What is lost is a larger share of all
that a dependent outlet earns, so it felt more, by more than dependence held it back."""
SEEDS = tuple(range(18_220, 18_240))
"""Listed before any of them was played, with the weights that came after: b₂ = b₁ θ₅, so that a wholly
dependent outlet bears twice what another does before it leaves, and b₄ half of that. The first few are played
in every run of the tests, all of them nightly."""
FEW = 2
EACH = [pytest.param(seed, marks=() if at < FEW else pytest.mark.nightly) for at, seed in enumerate(SEEDS)]
