"""Rating: what reviews say of a product, or of an outlet, in the mean.

    R = (m R₀ + Σ S) / (m + n)

over n reviews of satisfaction S so far, beside a prior R₀ that counts as m of them: few reviews move R
little, which is all that their number does. With forgetting, Σ S and n are φ of what they were after a week.

Selection: buyers alone review, and buyers are people to whom the product promised most. So R is the mean of
them, not of all: a product for few is rated high as long as few buy it, and falls when it is sold to others;
and since whoever expected most buys first and is disappointed most, a boast lowers R though the product is
what it was.

Assumes: the content and the discontent review alike (in fact those in between do so less); a review is honest
and is read by all, as one number, from the next week on.
Source: better ratings raise relative sales, Chevalier & Mayzlin (2006), J. Marketing Research 43(3); later
reviews are lower than earlier ones, Godes & Silva (2012), Marketing Science 31(3). The elasticity of sales to
ratings is .42, to their number .24 in the mean of 51 studies, You, Vadakkepatt & Joshi (2015), J. Marketing
79(2). The running mean, its prior and forgetting are choices.
"""

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]


def rating(satisfaction: Floats, reviews: Floats, prior: float, prior_reviews: float) -> Floats:
    """Return R of sums of satisfaction and numbers of reviews.

    >>> rating(np.array([0.0, 1.0]), np.array([0.0, 5.0]), 0.6, 5.0).tolist()
    [0.6, 0.4]
    """
    return (prior_reviews * prior + satisfaction) / (prior_reviews + reviews)
