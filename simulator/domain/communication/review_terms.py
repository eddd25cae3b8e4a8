"""Review terms: how many buyers review what they bought, and what is read before there are reviews."""

from typing import Annotated

from pydantic import Field

from simulator.base.record import Record
from simulator.domain.units import Share


class ReviewTerms(Record):
    """How ratings come about, in all segments alike (`mechanisms/experience/rating.py`)."""

    chance: Share = 0.1
    """Chance that a buyer, once the unit is home, reviews it for all to read, content or not (choice)
    [share of units taken home]."""
    prior: Share = 0.7
    """Rating that people think of where there are no reviews (choice) [0 … 1, as satisfaction]."""
    prior_reviews: Annotated[float, Field(gt=0, le=1e6)] = 5.0
    """How many reviews that counts as: with so many, a rating lies half-way between it and their mean
    (choice) [reviews]."""
    kept_per_week: Share = 1.0
    """What an older review counts beside one a week younger; 1: all reviews alike [share per week]."""
