"""Blame: a member lays a shortfall from its usual margin on others, by what it saw, not by what was so.

    shortfall  s = z (u − x)₊,   z = n / (n + k)        u: usual margin, x: this period's, n: usual sales
    blame      s_j = s · v_j / Σ v                      v_j: weeks in which it saw or heard of what j did
    usual      u' = u + a (x − u)

An outlet with few sales cannot tell a loss from luck, and believes so much of it as credibility theory has
it. A loss with nobody in sight is nobody's fault; one in sight has all of it, whatever the reason. So a slack
season, or a rival that was not seen, is laid at the door of those that were: misattribution is not added, it
follows from not knowing. What lasts becomes usual.

Source: a comparison level from experience, Thibaut & Kelley (1959), The Social Psychology of Groups, in
channels Anderson & Narus (1990), J. Marketing 54(1); credibility, Bühlmann (1967), ASTIN Bulletin 4(3); blame
by what is salient, Taylor & Fiske (1975), J. Personality and Social Psychology 32(3). Forms are choices.
"""

from collections.abc import Sequence
from typing import Any

from simulator.base.summation import total


def shortfall(usual: float, earned: float, sales: float, credible_at: float) -> float:
    """Return what a member believes that it earned less than usual, from as many usual sales.

    >>> shortfall(100.0, 60.0, 30.0, 10.0), shortfall(100.0, 120.0, 30.0, 10.0)
    (30.0, 0.0)
    """
    if earned >= usual or sales <= 0.0:
        return 0.0
    return (usual - earned) * (sales / (sales + credible_at))


def blame(loss: float, seen: Sequence[float]) -> list[float]:
    """Return how a loss is laid at the door of sources, by how often each was seen; of none seen, nothing.

    >>> blame(30.0, [1.0, 2.0]), blame(30.0, [0.0])
    ([10.0, 20.0], [0.0])
    """
    whole = total(seen)
    return [loss * one / whole if whole > 0.0 else 0.0 for one in seen]


def usual_after(usual: Any, earned: Any, adapts: float) -> Any:
    """Return what counts as usual after one more period.

    >>> usual_after(100.0, 60.0, 0.25)
    90.0
    """
    return usual + adapts * (earned - usual)
