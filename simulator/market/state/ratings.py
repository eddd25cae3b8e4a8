"""Ratings: the reviews of each product and of each outlet so far, and what they come to.

Reviews are counted in whole numbers and satisfaction in whole fractions, so that it does not matter in which
order customers review.
"""

import numpy as np

from simulator.base.arrays import Floats
from simulator.domain.communication.review_terms import ReviewTerms
from simulator.market.state.experienced import RATED, REVIEWS, STEPS, Experienced
from simulator.mechanisms.experience.rating import rating


class Ratings:
    """Numbers of reviews and sums of satisfaction, of products [P] and of outlets [O]."""

    def __init__(self, outlets: int, products: int, terms: ReviewTerms | None) -> None:
        self.terms = terms
        self.of_products, self.of_outlets = np.zeros((2, products)), np.zeros((2, outlets))
        """Reviews, and satisfaction counted in `STEPS`."""

    def take_up(self, experienced: Experienced) -> None:
        """Take up a week's reviews; older ones count less, where they do."""
        if self.terms is None:
            return
        outlets, products = self.of_outlets.shape[1], self.of_products.shape[1]
        new = np.zeros((2, outlets, products))
        for (place, what), number in experienced.items():
            if what in (REVIEWS, RATED):
                outlet, product = divmod(place % (outlets * products), products)
                new[what - REVIEWS, outlet, product] += number
        kept = self.terms.kept_per_week
        self.of_products = kept * self.of_products + new.sum(axis=1)  # whole: exact in any order
        self.of_outlets = kept * self.of_outlets + new.sum(axis=2)

    def read(self, reviews: Floats) -> Floats:
        """Return the ratings that such reviews come to, R."""
        if self.terms is None:
            return np.zeros(reviews.shape[1])
        return rating(reviews[1] / STEPS, reviews[0], self.terms.prior, self.terms.prior_reviews)

    def beyond_prior(self, reviews: Floats) -> Floats:
        """Return by how much they lie above what is thought where there are none; without reviews nothing."""
        return self.read(reviews) - (self.terms.prior if self.terms else 0.0)
