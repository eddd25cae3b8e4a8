"""Compare: several distribution models for the same product and customers, on the same seeds."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Unpack

from simulator.scenario.errors.arguments import (
    A_SCENARIO,
    argument_error,
    entries_of,
    of_type,
    text_value,
    whole_number,
)
from simulator.scenario.schema import Scenario
from simulator.studies.comparison.comparable import refuse_incomparable
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.comparison.gains import ASKED, MAKER
from simulator.studies.comparison.goods_unsold import UNSOLD
from simulator.studies.comparison.needs_met import TOLD_BY
from simulator.studies.runs.labels import labels_of
from simulator.studies.runs.questions import Question, questions_of
from simulator.studies.runs.runner import Runner, RunOptions


def compare(
    scenarios: Iterable[Scenario],
    seeds: int | Sequence[int] = 10,
    *,
    baseline: int = 0,
    metrics: Iterable[str | Question] | None = None,
    labels: Iterable[str] | None = None,
    **options: Unpack[RunOptions],
) -> Comparison:
    """Play scenarios on the same seeds and compare each with the baseline, seed by seed.

    *scenarios* are two at least. *seeds* is a number of seeds, counted from 1, or the seeds themselves;
    *baseline* the place, from 0, of the scenario that the others are compared with. *metrics* are what to
    measure, such as ``conflict`` or ``conflict:type``; left out, the headlines. *labels* are what the
    scenarios are called in tables; left out, their names, told apart where they are equal. *options* are
    ``jobs``, ``executor``, ``progress``, ``play``, ``keep_ledgers`` and ``ledgers_to``; `Runner` says what
    each means. Raises ArgumentError for anything else, and for scenarios that cannot be compared
    (`comparable`).
    """
    given = _several(scenarios)
    called = [scenario.name for scenario in given] if labels is None else _labels(labels, len(given))
    names = labels_of(called)
    baseline = whole_number("baseline", baseline, 0, len(given) - 1)
    compared = dict(zip(names, given, strict=True))
    refuse_incomparable(compared, names[baseline])
    asked = questions_of(metrics)
    runner = Runner.of(seeds, asked, **options)
    if not options.get("play"):  # a play of one's own answers what it was asked
        noted = (*TOLD_BY, *((*ASKED, UNSOLD) if MAKER.question in asked else ()))
        runner = replace(runner, questions=tuple(dict.fromkeys((*asked, *noted))))
    runs = runner.run(compared)
    return Comparison(runs.narrowed(asked), names[baseline], noted=runs)


def _several(scenarios: Iterable[Scenario]) -> tuple[Scenario, ...]:
    """Return the scenarios to be compared, at least two."""
    given = entries_of("scenarios", scenarios, "[one, other]")
    for at, one in enumerate(given):
        of_type(f"scenarios[{at}]", one, Scenario, A_SCENARIO)
    if len(given) < 2:
        raise argument_error("scenarios", "a comparison needs at least two scenarios")
    return given


def _labels(labels: Iterable[str], number: int) -> list[str]:
    """Return as many labels as there are scenarios."""
    given = entries_of("labels", labels, "['one', 'other']")
    if len(given) != number:
        raise argument_error("labels", f"{number} scenarios need as many labels, not {len(given)}")
    return [text_value(f"labels[{at}]", one) for at, one in enumerate(given)]
