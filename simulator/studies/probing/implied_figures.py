"""Implied figures: all that a probe tells, in the order in which it tells it. One more is one more line."""

from simulator.studies.probing.figure import Figure
from simulator.studies.probing.figures import (
    advertising,
    distribution,
    identical_outlets,
    lowest_margin,
    own_price,
    reception,
    stock_and_margins,
)

IMPLIED_FIGURES: tuple[Figure, ...] = (
    *own_price.FIGURES,
    *advertising.FIGURES,
    *distribution.FIGURES,
    *reception.FIGURES,
    *stock_and_margins.FIGURES,
    *identical_outlets.FIGURES,
    *lowest_margin.FIGURES,
)
