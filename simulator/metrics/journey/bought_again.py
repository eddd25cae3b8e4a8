"""Bought again: purchases that another one follows within the category's usual interval."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import RatioOfSums, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.journeys import own_categories, words_of
from simulator.ledger.queries.rows import rows_of


@METRICS.register("bought_again")
@metric(by=("outlet", "format", "segment", "region", "cell", "week"), stages=True)
def bought_again(ledger: Ledger, by: str | None = None) -> RatioOfSums:
    """How many of the focal manufacturer's purchases were followed by another before their customer lapsed?

        purchases retained / (purchases retained + purchases lapsed)

    A purchase is retained if its customer buys of the manufacturer in the category again, wherever, within
    the usual interval (`lapses_after_weeks` of the need); else it has lapsed. By outlet or kind of outlet
    (format): where it was made. Told by the week in which it is decided, after the warm-up; in the first
    interval of a run only what is retained can be, so leave that out as a warm-up. What is decided by the
    end of the run alone counts; nothing decided: nan. Unlike `repeat_rate`, which asks of customers, ever.

    Unit: share of purchases
    Source: repeat buying, Ehrenberg (1988), Repeat-Buying; entries `stage_transition`
    """
    parts = Breakdown(ledger, by)
    steps = own_categories(rows_of(ledger, "stage_transition"))
    then = words_of(ledger, steps["next_stage"])
    retained, lapsed = (steps.where(then == word) for word in ("retained", "lapsed"))
    again = parts.total(retained, retained["needs"])
    return parts.ratio_of_sums(again, again + parts.total(lapsed, lapsed["needs"]))
