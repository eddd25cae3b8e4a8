"""Brand equity: what a name is worth to people, from 0 to 1, built and worn out week by week.

    B ← B + g (1 − B) + κ_s Σ_o x_o (image_o − B) − d B − κ_d [ y B + Σ_o (x_o − y_o) (B − image_o)₊ ]
    g = κ_a (1 − e^(−A)) + κ_e n S,      d = δ + κ_e n (1 − S)

A: adstock; n: people per head that have it, S: their satisfaction in the mean of all purchases so
far; so owners draw B toward S. x_o: share of people that see the product at outlet o, y_o: of them, at a
deal, y = Σ y_o. A deal is worth nothing to a name, a place of lower image no more than its image, and one
without an image leaves it alone.

    x_o = (1 − Π (1 − reach)) · (share of its kind in what is covered) · (share of o in its kind)

People tell kinds of outlets apart, not outlets: ten sellers on one marketplace are one place to see it. With
all inputs constant B comes to B* = (g + κ_s Σ x image + …) / r, r the sum of all that stands at a B, and
(1 − r)^t of the distance is left after t weeks: half of it after ln 2 / −ln(1 − r). Where r exceeds 1, all
rates are divided by it: B is at B* after a week.

Assumes: what is seen counts, sold or not, as for remembered prices; adstock counts whatever was said; people
of a cell agree. Nothing here says what a name is worth in sales, nor which way of selling pays.
Source: frequent price deals go with low equity; advertising, store image and distribution intensity with
high: Yoo, Donthu & Lee (2000), J. Academy of Marketing Science 28(2). In the long run advertising raises
equity and promotions lower it: Jedidi, Mela & Gupta (1999), Marketing Science 18(1); that they also make
people more sensitive to price, Mela, Gupta & Lehmann (1997), J. Marketing Research 34(2), is not here. The
form is a choice.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.base.summation import left_to_right
from simulator.mechanisms.communication.awareness import coverage

LEAST_SEEN = 1e-300
"""What is seen by fewer counts as unseen: a share of so few can't be divided by [share]."""

type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]
type Integers = NDArray[np.int64]


class Sight(NamedTuple):
    """Where people of each cell see each product in a week, and what they see there."""

    seen: Floats
    """[C, O, P] x, share of people."""
    deal: Flags
    """[C, O, P] whether it is offered there at a deal."""
    image: Floats
    """[O] image of the outlet from 0 to 1; nan: it has none."""


def shares_seen(at_hand: Floats, carried: Flags, kind: Integers) -> Floats:
    """Return which share of each cell's people sees a product at an outlet, x [C, O, P].

    *at_hand* [C, O] is reach, zero where an outlet does not serve the cell; *carried* [O, P]; *kind* [O].
    The shares of all outlets sum to the share of people that see it anywhere.
    """
    weight: Floats = at_hand[:, :, None] * carried[None]
    seen = np.zeros_like(weight)
    kinds = [np.flatnonzero(kind == one) for one in np.unique(kind)]
    covered = [coverage(at_hand[:, of], carried[of]) for of in kinds]
    if not kinds:
        return seen
    anywhere, everywhere = coverage(at_hand, carried), left_to_right(np.stack(covered, axis=1))
    for of, share in zip(kinds, covered, strict=True):
        inside = left_to_right(weight[:, of])
        each = _quotient(share, everywhere) * _quotient(anywhere, inside)
        seen[:, of] = weight[:, of] * each[:, None, :]
    return seen


def equity_next(
    equity: Floats, gain: Floats, loss: Floats, sight: Sight, transfer: float, dilution: float
) -> Floats:
    """Return equity a week later [C, P]; *gain* g and *loss* d [C, P], *transfer* κ_s, *dilution* κ_d."""
    raised, rate = pull(equity, gain, loss, sight, transfer, dilution)
    moved: Floats = equity + (raised - rate * equity) / np.maximum(rate, 1.0)
    return np.clip(moved, 0.0, 1.0)  # the sum is within but for rounding


def pull(
    equity: Floats, gain: Floats, loss: Floats, sight: Sight, transfer: float, dilution: float
) -> tuple[Floats, Floats]:
    """Return r B* and r [C, P]: what raises equity, and at which rate it comes to B*."""
    has_image = ~np.isnan(sight.image)[None, :, None]
    image = np.where(has_image, np.nan_to_num(sight.image)[None, :, None], 0.0)
    is_above = has_image & (equity[:, None, :] > image)
    at_price = np.where(sight.deal, 0.0, sight.seen)
    drawn = transfer * np.where(has_image, sight.seen, 0.0) + dilution * np.where(is_above, at_price, 0.0)
    raised, rate = gain, gain + loss
    if sight.seen.shape[1]:
        raised = raised + left_to_right(drawn * image)
        rate = rate + left_to_right(drawn + dilution * (sight.seen - at_price))
    return raised, rate


def _quotient(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > LEAST_SEEN)
