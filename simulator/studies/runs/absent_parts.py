"""Absent parts: what a run says of a part that only other runs name.

A web store that one scenario has and another has not, or a dealer that only some seeds open, sold nothing
where it is not named. So for an amount an absent part is zero, in means and in differences, and the parts
sum to the whole; a ratio of nothing stays without an answer, and so do the parts of an unknown whole.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from simulator.scenario.schema import Scenario
from simulator.studies.runs.questions import Answer, Question

type Keys = Mapping[Question, Iterable[str]]
type Answers = tuple[Answer, ...]


def absent_parts(told: Sequence[tuple[Scenario, Answers]]) -> list[Answers]:
    """Return, run by run, the answers it lacks: parts of an amount that only other runs name."""
    keys: dict[Question, dict[str, None]] = {}
    for _, answers in told:
        for answer in answers:
            if answer.by:
                keys.setdefault(answer.question, {})[answer.key] = None
    amounts = {question: parts for question, parts in keys.items() if _is_amount(question)}
    return [_lacking(answers, amounts, scenario) for scenario, answers in told]


def _lacking(answers: Answers, amounts: Keys, scenario: Scenario) -> Answers:
    told: dict[Question, dict[str, float]] = {question: {} for question in amounts}
    for answer in answers:
        if answer.question in told:
            told[answer.question][answer.key] = answer.value
    return tuple(
        Answer(question.metric, question.by, key, None, _absent(question, told[question], scenario))
        for question, keys in amounts.items()
        for key in keys
        if key not in told[question]
    )


def _absent(question: Question, told: Mapping[str, float], scenario: Scenario) -> float:
    """Return zero, or nan where the whole is not known: no part of it is, or the run is too short for it."""
    from simulator.ledger.metric import metric_named  # noqa: PLC0415 - brings pandas along

    weeks = scenario.weeks - scenario.warm_up
    is_too_short = metric_named(question.metric).by_review and weeks < scenario.review_weeks
    is_unknown = bool(told) and all(map(math.isnan, told.values()))
    return math.nan if is_too_short or is_unknown else 0.0


def _is_amount(question: Question) -> bool:
    from simulator.ledger.metric import metric_named  # noqa: PLC0415 - brings pandas along

    return metric_named(question.metric).absent_is_zero(question.by)
