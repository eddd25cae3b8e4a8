"""Lasting: for how long what was bought is of use, until it wears out or has to be paid for again."""

from typing import Annotated

from pydantic import Field

from simulator.base.record import Record


class Life(Record):
    """How long a unit is in use until it wears out: a Weibull life, rounded to whole weeks, at least one.

    In the long run an owner buys once in E life + E weeks without. Source: renewal theory; Weibull lives of
    durables, Meeker & Escobar (1998), Statistical Methods for Reliability Data.
    """

    mean_weeks: Annotated[float, Field(ge=2, le=5200)]
    """Mean life; of a few weeks it comes out longer, since no unit lasts less than one [weeks]."""
    shape: Annotated[float, Field(ge=0.5, le=100)] = 2.0
    """How alike lives are: 1 fails as easily new as old, 2 wears, 100 all but the same; a choice [number]."""
    owned: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Share of customers that have one in use when the run opens, of any age [share]."""


class Subscription(Record):
    """How a product is paid for anew, period after period, until its customer leaves or finds it too dear.

    When a period ends the customer needs the category again, with the luck with which it chose before: with
    offers that have not changed it chooses the same. Each period is a sale of a unit, at the price of its
    week.
    """

    period_weeks: Annotated[int, Field(ge=1, le=520)]
    """For how long one unit is of use [weeks]."""
    compares: Annotated[float, Field(ge=0, le=1)] = 0.1
    """How often a subscriber weighs other offers when a period ends, rather than only whether to go on; the
    default is a choice [share]."""
