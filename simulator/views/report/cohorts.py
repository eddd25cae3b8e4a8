"""Cohorts: what became of customers, by the kind of outlet that acquired them."""

from simulator.studies.comparison.comparison import Comparison
from simulator.studies.runs.number_format import mean_and_half_width
from simulator.studies.runs.questions import COHORT_QUESTIONS
from simulator.studies.runs.runs import Line
from simulator.studies.runs.statistics import interval

type Row = list[str]

METRICS = ("customers_acquired", "repeat_rate", "lapse_rate", "contribution_per_customer", "lifetime_value")
COHORT_HEADS = (
    "scenario", "acquired by", "customers acquired", "bought again [%]", "lapsed [%]",
    "earned so far [{currency} each]", "in all [{currency}]", "lifetime value [{currency} each]",
)  # fmt: skip


def cohort_table(comparison: Comparison) -> list[Row]:
    """Return a row a scenario and kind of outlet, all kinds first; none where cohorts are not kept.

    Kinds that acquired nobody in any of a scenario's runs are left out.
    """
    if not set(COHORT_QUESTIONS) <= set(comparison.runs.questions):
        return []
    kinds = dict.fromkeys(line.key for line in comparison.runs.lines([f"{METRICS[0]}:format"]))
    rows = []
    for label in comparison.labels:
        rows.append([label, "all", *_cells(comparison, label, "")])
        for kind in kinds:
            acquired = comparison.runs.series(Line(METRICS[0], "format", kind, None), label)
            if any(customers > 0 for customers in acquired):
                rows.append([label, kind.replace("_", " "), *_cells(comparison, label, kind)])
    return rows


def _cells(comparison: Comparison, label: str, kind: str) -> Row:
    by = "format" if kind else ""
    found = {metric: comparison.runs.series(Line(metric, by, kind, None), label) for metric in METRICS}
    units = {metric: comparison.runs.unit(metric, label) for metric in METRICS}
    cells = {m: mean_and_half_width(interval(values), units[m]) for m, values in found.items()}
    customers, each = found["customers_acquired"], found["contribution_per_customer"]
    whole = [many * earned if many else 0.0 for many, earned in zip(customers, each, strict=True)]
    currency = comparison.runs.scenarios[label].units.currency
    *first, last = cells.values()
    return [*first, mean_and_half_width(interval(whole), currency), last]
