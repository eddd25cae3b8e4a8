"""Plan: schema of an experiment file; `load_plan` makes the points of it."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from simulator.base.record import Record
from simulator.domain.units import Name
from simulator.scenario.errors.arguments import MAXIMUM_SEED
from simulator.studies.runs.seeds import MAXIMUM_RUNS

BRANCH = "as "
"""How the name of a way to write something begins; no key of a file does."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"

type Path = Annotated[str, Field(min_length=1, max_length=400)]
type Setting = Annotated[str, Field(min_length=1, max_length=400)]
type Text = Annotated[str, Field(max_length=4000)]
type Settings = dict[Setting, Any]
type Seed = Annotated[int, Field(ge=0, le=MAXIMUM_SEED)]


def _either(said: str, *ways: tuple[type, str]) -> Discriminator:
    """Tell ways to write something apart by their type in the file; none of them is answered with *said*."""

    def way(raw: Any) -> str | None:
        return next((f"{BRANCH}{name}" for kind, name in ways if _is(raw, kind)), None)

    return Discriminator(way, custom_error_type="way_unknown", custom_error_message=f"should be {said}")


def _is(raw: Any, kind: type) -> bool:
    return isinstance(raw, kind | Record if kind is dict else kind) and not isinstance(raw, bool)


class LevelRange(Record):
    """Numbers from one to another: evenly spaced in a grid, anywhere between in a sampled design."""

    first: Annotated[float, Field(alias="from")]
    """Where it begins [unit of the setting]."""
    to: float
    """Where it ends [unit of the setting]."""
    steps: Annotated[int, Field(ge=2, le=1000)] | None = None
    """How many values there are, both ends included; a sampled design needs none [values]."""
    whole: bool = False
    """Whether values are rounded to whole numbers [true or false]."""


def _variation(raw: Any) -> str | None:
    if isinstance(raw, list):
        return f"{BRANCH}values"
    if isinstance(raw, LevelRange):
        return f"{BRANCH}range"
    if not isinstance(raw, dict):
        return None
    is_range = any(key in raw and not isinstance(raw[key], dict) for key in ("from", "to", "steps"))
    return f"{BRANCH}range" if is_range else f"{BRANCH}levels"


type Variation = Annotated[
    Annotated[Annotated[list[Any], Field(min_length=1, max_length=1000)], Tag(f"{BRANCH}values")]
    | Annotated[LevelRange, Tag(f"{BRANCH}range")]
    | Annotated[Annotated[dict[Name, Settings], Field(min_length=1, max_length=100)], Tag(f"{BRANCH}levels")],
    Discriminator(
        _variation,
        custom_error_type="way_unknown",
        custom_error_message="should be a list of values, {from: …, to: …, steps: …}, or a map of "
        "named levels, each with its settings",
    ),
]


class Design(Record):
    """Which combinations of the factors' levels are played."""

    method: Literal["grid", "one_at_a_time", "latin_hypercube", "sobol"] = "grid"
    """All combinations; each factor alone, from the first levels of all; or a sample of so many points."""
    points: Annotated[int, Field(ge=2, le=100_000)] | None = None
    """How many points are sampled; for sobol a power of two [points]."""
    seed: Seed = 1
    """What the sample is drawn with [seed]."""


def _named_design(raw: Any) -> Any:
    return {"method": raw} if isinstance(raw, str) else raw


class Change(Record):
    """Change of a metric from some points to others."""

    start: Annotated[Settings, Field(alias="from")]
    """The points before [level, by factor]."""
    to: Settings
    """The points after [level, by factor]."""


def _other(raw: Any) -> str | None:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return f"{BRANCH}number"
    if isinstance(raw, Change) or (isinstance(raw, dict) and {"from", "to"} & set(raw)):
        return f"{BRANCH}change"
    return f"{BRANCH}points" if isinstance(raw, dict) else None


type Other = Annotated[
    Annotated[float, Tag(f"{BRANCH}number")]
    | Annotated[Change, Tag(f"{BRANCH}change")]
    | Annotated[Settings, Tag(f"{BRANCH}points")],
    Discriminator(
        _other,
        custom_error_type="way_unknown",
        custom_error_message="should be a number, points as {factor: level}, or a change {from: …, to: …}",
    ),
]


class Check(Record):
    """One statement that the runs confirm, refute or leave undecided.

    Either an order: `rises_with` or `falls_with` a factor, or `highest_at` or `lowest_at` some points;
    or a comparison: the metric `at` some points, or its `change`, is `above`, `below` or `equals` another.
    """

    metric: Annotated[str, Field(min_length=1, max_length=200)]
    """What is measured, such as units_sold or contribution:tier [metric]."""
    key: Annotated[str, Field(max_length=200)] = ""
    """Which part of a cut metric, such as manufacturer; of a cut by week, its number [key]."""
    rises_with: Setting | None = None
    """The metric is larger at each level of this factor than at the one before [factor]."""
    falls_with: Setting | None = None
    """The metric is smaller at each level of this factor than at the one before [factor]."""
    highest_at: Settings | None = None
    """The metric is larger here than at any other level of these factors [level, by factor]."""
    lowest_at: Settings | None = None
    """The metric is smaller here than at any other level of these factors [level, by factor]."""
    where: Settings = {}
    """For orders: only at these points [level, by factor]."""
    at: Settings | None = None
    """For comparisons: the mean over these points [level, by factor]."""
    change: Change | None = None
    """For comparisons: what going from some points to others makes [levels, by factor]."""
    above: Other | None = None
    """It is larger than this [unit of the metric, points, or a change]."""
    below: Other | None = None
    """It is smaller than this [unit of the metric, points, or a change]."""
    equals: Other | None = None
    """It differs from this by less than `within` [unit of the metric, points, or a change]."""
    by: Annotated[float, Field(ge=0)] = 0.0
    """By how much it is at least above or below [unit of the metric]."""
    within: Annotated[float, Field(gt=0)] | None = None
    """How large a difference still counts as none [unit of the metric]."""


class Prediction(Record):
    """Prediction, written before the runs, with the checks that decide about it."""

    says: Annotated[str, Field(min_length=1, max_length=2000)]
    """The expectation in plain words."""
    checks: Annotated[list[Check], Field(min_length=1, max_length=50)]
    """Statements that all must hold for the prediction to be confirmed."""


type Scenarios = Annotated[
    Annotated[Path, Tag(f"{BRANCH}path")]
    | Annotated[Annotated[list[Path], Field(min_length=1, max_length=100)], Tag(f"{BRANCH}list")]
    | Annotated[Annotated[dict[Name, Path], Field(min_length=1, max_length=100)], Tag(f"{BRANCH}named")],
    _either(
        "the path of a scenario file, a list of paths, or a map of names and paths",
        (str, "path"),
        (list, "list"),
        (dict, "named"),
    ),
]
type Seeds = Annotated[
    Annotated[Annotated[int, Field(ge=1, le=MAXIMUM_RUNS)], Tag(f"{BRANCH}number")]
    | Annotated[Annotated[list[Seed], Field(min_length=1, max_length=MAXIMUM_RUNS)], Tag(f"{BRANCH}list")],
    _either("a number of seeds, or a list of seeds", (int, "number"), (list, "list")),
]


class Plan(Record):
    """Content of an experiment file: question, factors, design, seeds, metrics, prediction."""

    experiment_version: Literal[1]
    """Version of this format [always 1]."""
    name: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\n\r\t]*$")]
    """What it is called."""
    question: Text = ""
    """What is to be found out."""
    prediction: Prediction | None = None
    """What is expected, in words and as statements that the runs decide."""
    notes: Text = ""
    """What else a reader should know."""
    scenario: Scenarios
    """The scenario that is varied, relative to this file; several are a factor called scenario [path]."""
    settings: Settings = {}
    """Settings changed in all of them, as --set does [value, by key path]."""
    factors: Annotated[dict[Setting, Variation], Field(max_length=30)] = {}
    """What is varied: key paths with their values, or names with levels of several settings [by factor]."""
    design: Annotated[
        Design,
        BeforeValidator(
            _named_design,
            json_schema_input_type=Literal["grid", "one_at_a_time", "latin_hypercube", "sobol"] | Design,
        ),
    ] = Design()
    """Which combinations of levels are played."""
    seeds: Seeds = 10
    """How many seeds, counted from 1, or the seeds themselves; the same at every point [seeds]."""
    metrics: Annotated[list[str], Field(min_length=1, max_length=100)] | None = None
    """What is measured, such as conflict or conflict:type; left out, what a comparison measures [metrics]."""


def plan_schema() -> dict[str, Any]:
    """Return the JSON Schema of experiment files, for editors that check while one types."""
    return {"$schema": DIALECT, **_any_of(Plan.model_json_schema()), "title": "Experiment"}


def _any_of(schema: Any) -> Any:
    """Let several ways to write something fit: a change looks like points of factors 'from' and 'to'."""
    if isinstance(schema, list):
        return [_any_of(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {"anyOf" if key == "oneOf" else key: _any_of(part) for key, part in schema.items()}
