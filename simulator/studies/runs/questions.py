"""Questions: metrics to measure in every ledger, and their values as tidy rows.

A question is a metric, or a metric cut by something: ``conflict``, ``conflict:type``.
"""

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.base.input_error import InputError
from simulator.base.registry import suggestion
from simulator.domain.registries import METRICS
from simulator.scenario.errors.arguments import entries_of, text_value
from simulator.scenario.schema import Scenario

if TYPE_CHECKING:
    from simulator.ledger.ledger import Ledger

WEEK = "week"


class UnknownQuestionError(InputError, LookupError):
    """A metric that is in no registry, or a cut that the metric does not offer."""


class Question(NamedTuple):
    """A metric, and its breakdown (empty: the one number)."""

    metric: str
    by: str = ""

    def __str__(self) -> str:
        return f"{self.metric}:{self.by}" if self.by else self.metric


class Answer(NamedTuple):
    """One number of one ledger."""

    metric: str
    by: str
    key: str
    week: int | None
    value: float
    part: float = math.nan
    whole: float = math.nan
    """Of a ratio that runs pool, what is divided by what; else unknown."""

    @property
    def question(self) -> Question:
        """Return the question that it answers."""
        return Question(self.metric, self.by if self.week is None else WEEK)


class Measurement(NamedTuple):
    """One row of a tidy table: a value measured in one run."""

    scenario: str
    seed: int
    week: int | None
    metric: str
    by: str
    key: str
    value: float
    unit: str


HEADLINES = (
    Question("contribution"),
    Question("contribution", "route"),
    Question("channel_contribution"),
    Question("channel_contribution", "channel"),
    Question("return_on_sales", "channel"),
    Question("units_sold"),
    Question("units_sold", "channel"),
    Question("revenue"),
    Question("average_price"),
    Question("price_dispersion"),
    Question("margin_lost"),
    Question("margin_lost", "conduct"),
    Question("margin_lost", "channel"),
    Question("conflict"),
    Question("conflict", "type"),
    Question("coverage"),
    Question("fill_rate"),
    Question("sell_through_b"),
    Question("sell_through_a"),
)
"""What is asked when nothing else is: the money first, then what it comes from, what it costs in conflict,
and how well goods were at hand."""

REPORT_QUESTIONS = (
    Question("units_sold", "week"),
    Question("sell_through_b", "week"),
    Question("units_sold", "maker"),
    Question("units_sold", "outlet"),
    Question("contribution", "firm"),
    Question("contribution", "statement"),
    Question("customer_surplus"),
    Question("experienced_surplus"),
    Question("satisfaction"),
    Question("brand_equity"),
    Question("brand_equity", "week"),
    Question("rating"),
    Question("rating", "week"),
    Question("return_rate"),
    Question("cost_of_returns"),
    Question("claim_rate"),
    Question("failure_rate"),
    Question("weeks_in_repair"),
    Question("contact_rate"),
    Question("weeks_to_answer"),
    Question("abandonment_rate"),
    Question("conflict", "issue"),
    Question("conflict", "dyad"),
    Question("worst_conflict", "member"),
    Question("funnel", "stage"),
    Question("needs", "outcome"),
    Question("lost_demand"),
    Question("lost_demand", "reason"),
    Question("cash_tied_up"),
    Question("cash_tied_up", "channel"),
    Question("break_even_volume"),
    Question("break_even_units"),
    Question("channel_stock"),
    Question("channel_stock", "tier"),
    Question("channel_stock_growth"),
)
"""What a report asks beside the headlines: the winner, where units are lost, how it went week by week."""

REPORTED = (*HEADLINES, *REPORT_QUESTIONS)
"""What a report asks."""

COHORT_QUESTIONS = (
    *(Question(metric, by) for metric in ("customers_acquired", "repeat_rate", "lapse_rate",
                                          "contribution_per_customer", "lifetime_value")
      for by in ("", "format")),
    Question("retention", "age"),
)  # fmt: skip
"""What a report asks besides where all scenarios keep cohorts: customers acquired by each kind of outlet."""

OWNER_QUESTIONS = (Question("owners", WEEK),)
"""What a report asks besides where a product is of use for more than the need that it is bought for."""

USE_QUESTIONS = (Question("units_used_up"), Question("units_with_customers"))
"""What a report asks besides where a product is of use for a while, or bought ahead."""

SUGGESTION_QUESTIONS = (Question("units_cross_sold"),)
"""What a report asks besides where outlets suggest a product with another one."""


def questions_of(metrics: Iterable[str | Question] | None) -> tuple[Question, ...]:
    """Read questions such as ``conflict:type``; without any, the headlines are asked.

    A former name of a metric is read as its present one. Raises UnknownQuestionError, with the nearest name,
    for a metric that does not exist or cannot be broken down in that way.
    """
    if metrics is None:
        return tuple(question for question in HEADLINES if question.metric in METRICS)
    asked = [metrics] if isinstance(metrics, str) else entries_of("metrics", metrics, "['units_sold']")
    return tuple(dict.fromkeys(_checked(_read(one)) for one in asked))


def _read(raw: str | Question) -> Question:
    if isinstance(raw, Question):
        return raw
    metric, _, by = text_value("metrics", raw).partition(":")
    return Question(metric.strip(), by.strip())


def _checked(question: Question) -> Question:
    from simulator.ledger.metric import metric_named  # noqa: PLC0415 - brings pandas along

    if question.metric not in METRICS:
        raise UnknownQuestionError(
            f"no metric called '{question.metric}'; {METRICS.suggestion(question.metric)}"
        )
    cuts = list(metric_named(question.metric).by)
    if question.by and question.by not in cuts:
        raise UnknownQuestionError(
            f"metric '{question.metric}' cannot be cut by '{question.by}'; {suggestion(question.by, cuts)}"
        )
    return Question(METRICS.canonical(question.metric), question.by)


def reported_of(scenarios: Iterable[Scenario]) -> tuple[Question, ...]:
    """Return what a report asks of some scenarios, by what they keep and what they sell."""
    given = list(scenarios)
    lasts = [any(made.life or made.subscription for made in one.products.values()) for one in given]
    cohorts = COHORT_QUESTIONS if all(one.cohorts for one in given) else ()
    pantries = [
        need.pantry for one in given for people in one.segments.values() for need in people.needs.values()
    ]
    suggests = any(made.suggested_with for one in given for made in one.products.values())
    owners = OWNER_QUESTIONS if any(lasts) else ()
    use = USE_QUESTIONS if any(lasts) or any(pantries) else ()
    return (*REPORTED, *cohorts, *owners, *use, *(SUGGESTION_QUESTIONS if suggests else ()))


def refuse_unrecorded(questions: Iterable[Question], scenarios: Iterable[Scenario]) -> None:
    """Refuse, before anything is played, questions that the ledgers will be kept in too little detail for."""
    from simulator.ledger.metric import NotRecordedError, metric_named  # noqa: PLC0415

    for metric, by in dict.fromkeys(questions):
        for scenario in scenarios:
            lacking = metric_named(metric).lacks(scenario, by or None)
            if lacking is not None:
                has = f"has '{scenario.detail}'" if "detail" in lacking else "does not say so"
                raise NotRecordedError(f"'{metric}' needs '{lacking}'; '{scenario.name}' {has}")


def answers(ledger: "Ledger", questions: Iterable[Question]) -> Iterator[Answer]:
    """Put questions to a ledger; a cut answers with one row a key, a cut by week with one a week."""
    from simulator.ledger.metric import RatioOfSums, askable  # noqa: PLC0415 - brings pandas along

    for metric, by in questions:
        told = askable(ledger, metric, by or None).told(ledger, by or None)
        columns: tuple[Any, ...] = (told,)
        if isinstance(told, RatioOfSums):
            columns = told.value, told.part, told.whole
        if not hasattr(columns[0], "index"):
            yield Answer(metric, "", "", None, *map(float, columns))
            continue
        for key, *numbers in zip(columns[0].index, *columns, strict=True):
            if by == WEEK:
                yield Answer(metric, "", "", int(str(key)), *map(float, numbers))
            else:
                yield Answer(metric, by, _told(key), None, *map(float, numbers))


def _told(key: object) -> str:
    return " · ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def grows_with_weeks(metric: str) -> bool:
    """Say whether a metric is a sum over the weeks measured."""
    from simulator.ledger.metric import metric_named  # noqa: PLC0415 - brings pandas along

    return metric_named(metric).grows_with_weeks


def unit_of(metric: str, scenario: Scenario) -> str:
    """Return the unit in which a metric is stated; amounts are in the scenario's own currency."""
    from simulator.ledger.metric import metric_named  # noqa: PLC0415 - brings pandas along

    return metric_named(metric).unit.replace("currency", scenario.units.currency)
