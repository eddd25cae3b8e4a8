"""Plan checks: inconsistencies between parts of an experiment, each with its place."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from simulator.scenario.checks.inconsistency import KEY, Inconsistency, Keys
from simulator.scenario.errors.quoting import hint, shortened
from simulator.studies.experiment.designs import Axis, numbers_of, size_of
from simulator.studies.experiment.experiment import SCENARIO, Experiment, same
from simulator.studies.experiment.hypotheses import hypotheses_of
from simulator.studies.experiment.plan import LevelRange, Plan
from simulator.studies.runs.questions import UnknownQuestionError, questions_of
from simulator.studies.runs.seeds import MAXIMUM_RUNS

MOST_POINTS = 10_000
SAMPLED = ("latin_hypercube", "sobol")
ORDERS = ("rises_with", "falls_with", "highest_at", "lowest_at")
COMPARISONS = ("above", "below", "equals")
ONE_THING = (
    "should say one thing: rises_with, falls_with, highest_at or lowest_at; "
    "or 'at' or 'change' with one of above, below, equals"
)


def plan_faults(plan: Plan) -> list[Inconsistency]:
    """Return the inconsistencies within a plan, before any scenario is read."""
    found = [*_design(plan), *_factors(plan), *_seeds(plan), *_metrics(plan), *_checks(plan)]
    return found or list(_size(plan))


def unmatched(experiment: Experiment) -> list[Inconsistency]:
    """Return factors and levels of the prediction that no point has."""
    found: list[Inconsistency] = []
    for at, check in enumerate(experiment.prediction.checks if experiment.prediction else ()):
        place: Keys = ("prediction", "checks", at)
        wrong = list(_strange_levels(experiment, check.model_dump(by_alias=True), place))
        if not wrong and not hypotheses_of(check, experiment):
            wrong = [(place, "no points of the design can be compared like this")]
        found += wrong
    return found


def _design(plan: Plan) -> Iterator[Inconsistency]:
    method, points = plan.design.method, plan.design.points
    if method in SAMPLED and points is None:
        yield (
            ("design",),
            f"needs to know how many points: {{method: {method}, points: 64}}",
        )
    elif method not in SAMPLED and points is not None:
        yield ("design", "points"), f"how many points a {method} has follows from its factors"
    elif method == "sobol" and points is not None and points & (points - 1):
        yield ("design", "points"), f"must be a power of two, such as {1 << points.bit_length()}, is {points}"
    if method in SAMPLED and not plan.factors:
        yield ("design",), "there are no factors to sample"


def _factors(plan: Plan) -> Iterator[Inconsistency]:
    for name, variation in plan.factors.items():
        place: Keys = ("factors", name)
        if name == SCENARIO:
            yield (*place, KEY), "several scenarios are named at the top: scenario: [one.yaml, other.yaml]"
        elif isinstance(variation, LevelRange):
            yield from _range(plan, variation, place)
        elif isinstance(variation, list):
            yield from _twice(variation, place)
        else:
            for level, settings in variation.items():
                if not settings:
                    yield (*place, level), "a level needs settings, as 'key path: value'"
    yield from _collisions(plan)


def _range(plan: Plan, span: LevelRange, place: Keys) -> Iterator[Inconsistency]:
    if span.first == span.to:
        yield (*place, "to"), "ends where it begins; a range needs two different ends"
    elif span.steps is None and plan.design.method not in SAMPLED:
        yield place, "needs 'steps': how many values there are, both ends included"
    elif max(abs(span.first), abs(span.to)) > 1e15:
        yield place, "goes beyond what any setting takes"


def _twice(values: list[Any], place: Keys) -> Iterator[Inconsistency]:
    for at, value in enumerate(values):
        if any(same(value, earlier) for earlier in values[:at]):
            yield (*place, at), "is there twice; every level once"


def _collisions(plan: Plan) -> Iterator[Inconsistency]:
    """Complain of two factors, or a factor and a setting, that set the same."""
    taken: dict[str, str] = dict.fromkeys(plan.settings, "settings")
    for name, variation in plan.factors.items():
        settings = variation.values() if isinstance(variation, dict) else ({name: None},)
        paths = dict.fromkeys(path for level in settings for path in level)
        for path in paths:
            other = next((one for one in taken if _overlap(one, path)), None)
            if other is not None:
                yield (
                    ("factors", name, KEY),
                    f"sets '{shortened(path)}', which {shortened(taken[other])} sets too",
                )
        taken |= dict.fromkeys(paths, f"factor '{name}'")


def _overlap(one: str, other: str) -> bool:
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def _seeds(plan: Plan) -> Iterator[Inconsistency]:
    if isinstance(plan.seeds, list):
        seen: set[int] = set()
        for at, seed in enumerate(plan.seeds):
            if seed in seen:
                yield ("seeds", at), "is there twice; the same seed is the same run"
            seen.add(seed)


def _metrics(plan: Plan) -> Iterator[Inconsistency]:
    places: list[tuple[Keys, str]] = [(("metrics", at), one) for at, one in enumerate(plan.metrics or ())]
    for at, check in enumerate(plan.prediction.checks if plan.prediction else ()):
        places.append((("prediction", "checks", at, "metric"), check.metric))
    for place, metric in places:
        try:
            questions_of([metric])
        except UnknownQuestionError as wrong:
            yield place, str(wrong)


def _checks(plan: Plan) -> Iterator[Inconsistency]:
    names = [*plan.factors, *([SCENARIO] if not isinstance(plan.scenario, str) else [])]
    for at, check in enumerate(plan.prediction.checks if plan.prediction else ()):
        place: Keys = ("prediction", "checks", at)
        given = {key for key in check.model_fields_set if getattr(check, key) is not None}
        orders, left = given & set(ORDERS), given & {"at", "change"}
        compared = given & set(COMPARISONS)
        if len(orders) + len(left) != 1 or len(compared) != len(left):
            yield place, ONE_THING
        elif ("within" in given) != ("equals" in given):
            yield place, "'equals' and 'within' belong together: nothing is equal but for some difference"
        elif "where" in given and left:
            yield (*place, "where"), "belongs to an order; a comparison names its points itself"
        elif "by" in given and not compared & {"above", "below"}:
            yield (*place, "by"), "belongs to 'above' and 'below'"
        yield from _strange_factors(check.model_dump(by_alias=True, exclude_none=True), place, names)
        if check.metric.partition(":")[2] and not check.key:
            yield (*place, "metric"), "is cut; say which part of it is meant, as 'key'"


def _strange_factors(check: Mapping[str, Any], place: Keys, names: list[str]) -> Iterator[Inconsistency]:
    for key in ("rises_with", "falls_with"):
        if key in check and check[key] not in names:
            yield (*place, key), f"no factor called '{shortened(check[key])}'{hint(check[key], names)}"
    for keys, where in _wheres(check):
        for name in where:
            if name not in names:
                yield (
                    (*place, *keys, name, KEY),
                    f"no factor called '{shortened(name)}'{hint(name, names)}",
                )


def _strange_levels(experiment: Experiment, check: Mapping[str, Any], place: Keys) -> Iterator[Inconsistency]:
    for keys, where in _wheres(check):
        for name, value in where.items():
            levels = experiment.factor(name).levels
            if not any(same(level.value, value) for level in levels):
                known = ", ".join(str(level) for level in levels[:20]) + " …" * (len(levels) > 20)
                text = f"'{shortened(name)}' has no level {shortened(str(value))}; there are: {known}"
                yield (*place, *keys, name), text


def _wheres(check: Mapping[str, Any]) -> Iterator[tuple[Keys, dict[str, Any]]]:
    """Yield the points that a check names, each with the keys under which it does."""
    for key in ("highest_at", "lowest_at", "where", "at", "change", *COMPARISONS):
        given = check.get(key)
        if not isinstance(given, dict):
            continue
        is_change = set(given) == {"from", "to"} and all(isinstance(part, dict) for part in given.values())
        for inner in ("from", "to") if is_change else ():
            yield (key, inner), given[inner]
        if not is_change:
            yield (key,), given


def _size(plan: Plan) -> Iterator[Inconsistency]:
    many = 1 if isinstance(plan.scenario, str) else len(plan.scenario)
    points = size_of(plan.design, [Axis(many), *(_axis(one) for one in plan.factors.values())])
    seeds = plan.seeds if isinstance(plan.seeds, int) else len(plan.seeds)
    if points > MOST_POINTS:
        yield ("factors",), f"make {points:,} points; there may be {MOST_POINTS:,}"
    elif points * seeds > MAXIMUM_RUNS:
        yield (
            ("seeds",),
            f"{seeds:,} at {points:,} points are {points * seeds:,} runs; most are {MAXIMUM_RUNS:,}",
        )


def _axis(variation: LevelRange | Iterable[Any]) -> Axis:
    return Axis(len(numbers_of(variation)) if isinstance(variation, LevelRange) else len(list(variation)))
