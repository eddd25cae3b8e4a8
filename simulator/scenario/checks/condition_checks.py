"""Condition checks: the metric of a trigger or of a pilot's limit must exist and have a value each week.

Metrics are looked up in their registry, whose room stands above this floor; it is opened only for a scenario
that has a condition.
"""

from collections.abc import Collection, Iterator
from typing import Any

from simulator.domain.registries import METRICS
from simulator.scenario.checks.inconsistency import Inconsistency, Keys, check_name
from simulator.scenario.checks.unvalidated import map_in, number_in, text_in
from simulator.scenario.errors.quoting import hint, shortened

WEEK, REGION = "week", "region"
LONGEST_TOLD, SEE = 160, "see: simulator list metrics"
DETAILS = ("summary", "sales", "journeys")
USUAL_DETAIL, USUAL_REVIEW = "summary", 4
PARTS = {"region": "regions", "segment": "segments", "product": "products", "maker": "manufacturers"}
"""What a metric can be told apart by, of which the scenario knows all names."""


def check_condition(place: Keys, when: dict[str, Any], given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check the condition that triggers an event."""
    yield from _check_limit(place, when)
    metric, by, key = text_in(when, "metric"), text_in(when, "by"), text_in(when, "key")
    if by is None and key is not None:
        yield (*place, "key"), "needs 'by': of what kind of part this is the name"
    if by is not None and when.get("key") is None:
        yield (*place, "by"), "needs 'key': which part is meant"
    yield from _check_metric(place, metric, by, given)
    if by in PARTS:
        known = map_in(given, PARTS[by]) or None
        yield from check_name((*place, "key"), by, key, known)
    review = number_in(given, "review_weeks") or USUAL_REVIEW
    if getattr(_entry(metric), "by_review", False) and (number_in(when, "over") or 1) < review:
        yield (
            (*place, "metric"),
            f"'{metric}' is reviewed every {review:g} weeks; it needs 'over: {review:g}' or more",
        )


def check_effect(place: Keys, limit: dict[str, Any], given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check the limit by which a pilot is judged."""
    yield from _check_limit(place, limit)
    yield from _check_metric(place, text_in(limit, "metric"), REGION, given, is_pilot=True)


def _check_limit(place: Keys, limit: dict[str, Any]) -> Iterator[Inconsistency]:
    sides = [side for side in ("above", "below") if limit.get(side) is not None]
    if limit and not sides:
        yield place, "has no limit; say 'above' or 'below'"
    if len(sides) > 1:
        yield (*place, "below"), "there is a limit 'above' already; give one of them"


def _entry(metric: str | None) -> Any:
    return METRICS.get(metric) if metric and metric in METRICS else None


def _check_metric(
    place: Keys, metric: str | None, by: str | None, given: dict[str, Any], *, is_pilot: bool = False
) -> Iterator[Inconsistency]:
    entry = _entry(metric)
    if entry is None:
        if metric is not None:
            told = f"no metric called '{shortened(metric)}'; {METRICS.suggestion(metric)}"
            yield (
                (*place, "metric"),
                told if len(told) <= LONGEST_TOLD else f"{told.partition(';')[0]}; {SEE}",
            )
        return
    cuts: Collection[str] = [cut for cut in getattr(entry, "by", ()) if cut != WEEK]
    if by is not None and by not in cuts:
        if is_pilot:
            yield (*place, "metric"), f"'{metric}' cannot be told apart by region, as a pilot needs"
        else:
            text = f"'{metric}' cannot be told apart by '{shortened(by)}'{hint(by, cuts)}"
            yield (*place, "by"), text
    kept, needed = text_in(given, "detail") or USUAL_DETAIL, getattr(entry, "detail", USUAL_DETAIL)
    if kept in DETAILS and DETAILS.index(kept) < DETAILS.index(needed):
        yield (*place, "metric"), f"'{metric}' needs 'detail: {needed}'"
    if getattr(entry, "cohorts", False) and given.get("cohorts") is not True:
        yield (*place, "metric"), f"'{metric}' needs 'cohorts: true'"
    needs_stages = getattr(entry, "needs_stages", None)
    if needs_stages is not None and needs_stages(by) and given.get("stages") is not True:
        yield (*place, "metric"), f"'{metric}' needs 'stages: true'"
