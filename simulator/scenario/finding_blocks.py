"""Finding blocks: `fit` says what is known of a market, `fitted` and `probed` what was found of its world.

They are of the file and no part of the scenario: what is known or found of a world changes neither its hash
nor what it is compared with. What was found stands with the hash of the world played.
"""

import re
from pathlib import PurePath
from typing import Annotated

from pydantic import AfterValidator, Field

from simulator.base.record import Record

FIT, FITTED, PROBED = "fit", "fitted", "probed"
LONGEST_TEXT, LONGEST_PATH = 2000, 400
MOST_ENLARGED = 10_000
"""The most times that a market may be enlarged for a fit [multiple]."""


def _hash(written: str) -> str:
    if not re.fullmatch("[0-9a-f]{64}", written):
        raise ValueError("should be 64 hexadecimal digits")
    return written


def _relative(written: str) -> str:
    if not 0 < len(written) <= LONGEST_PATH or not written.isprintable() or PurePath(written).is_absolute():
        raise ValueError("should be the path of a file, relative to this one")
    return written


type Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
type Hash = Annotated[str, AfterValidator(_hash)]
type RelativePath = Annotated[str, AfterValidator(_relative)]
type Enlargement = Annotated[int, Field(ge=1, le=MOST_ENLARGED)]
type Seeds = Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=1, max_length=100_000)]


class KnownTargets(Record):
    """What is known of the market, to which `simulator fit` matches settings of this file."""

    targets: Annotated[dict[Text, float], Field(min_length=1, max_length=20)]
    """The values to be reached, as --target names them [by name]."""
    settings: Annotated[list[Text], Field(min_length=1, max_length=20)] | None = None
    """Settings that may move, as --setting names them; left out, the usual ones of the targets."""
    seeds: Annotated[int, Field(ge=1, le=10_000)] | None = None
    """On how many seeds each world is played; left out, as many as ever [seeds]."""
    tolerance: Annotated[float, Field(gt=0, lt=1)] | None = None
    """How far off a target still counts as reached; left out, as ever [share of it]."""
    enlarged: Enlargement | None = None
    """How many times as large a market is played, for less luck; left out, as large as it is [multiple]."""


class FittedValue(Record):
    """Setting that was fitted."""

    start: float
    """Where it started: its value, or of several the multiple 1 or the addition 0."""
    value: float
    """What was found: its value, or what multiplies or is added to several."""
    low: float | None = None
    """Lower end of the 95 % interval: what other seeds would have led to."""
    high: float | None = None
    """Upper end of it."""
    ends: Annotated[list[float], Field(min_length=2, max_length=2)] | None = None
    """The ends between which it was looked for, if any were given."""


class FittedTarget(Record):
    """Number that settings were fitted to."""

    target: float
    """What was to be reached."""
    reached: float
    """What was reached, in the mean over seeds."""
    residual: float
    """reached − target."""
    low: float | None = None
    """Lower end of the residual's 95 % interval over seeds."""
    high: float | None = None
    """Upper end of it."""
    unit: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    """Its unit."""


class Fitted(Record):
    """What a fit found: the settings' values, and the targets that are their source."""

    played: RelativePath
    """The scenario file that was played: this one or one that extends it, relative to this one [path]."""
    hash: Hash
    """Hash of the world that was played, with the values found [64 hexadecimal digits]."""
    model: Text
    """Version of the model that played it."""
    seeds: Seeds
    """The seeds on which it was played."""
    tolerance: Annotated[float, Field(gt=0, lt=1)]
    """How far off a target still counts as reached [share of it]."""
    enlarged: Enlargement | None = None
    """How many times as large a market was played; left out, as large as it is [multiple]."""
    settings: Annotated[dict[Text, FittedValue], Field(min_length=1, max_length=100)]
    """The settings that were fitted [by dotted path]."""
    targets: Annotated[dict[Text, FittedTarget], Field(min_length=1, max_length=100)]
    """What they were fitted to [by name]."""


class ProbedFigure(Record):
    """Figure that a world implies, or why it cannot be told."""

    figure: Text
    """Its name."""
    part: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    """The part of it; empty for a single number."""
    value: float | None = None
    """Its value, in the mean over seeds; left out where it cannot be told."""
    low: float | None = None
    """Lower end of its 95 % interval."""
    high: float | None = None
    """Upper end of it."""
    unit: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    """Its unit."""
    verdict: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    """How it stands beside what was published."""


class Probed(Record):
    """What a probe found that the world of this file implies."""

    hash: Hash
    """Hash of the world that was played [64 hexadecimal digits]."""
    model: Text
    """Version of the model that played it."""
    seeds: Seeds
    """The seeds on which it was played."""
    figures: Annotated[list[ProbedFigure], Field(min_length=1, max_length=1000)]
    """What it implies, in the order of the probe."""


BLOCKS: dict[str, type[Record]] = {FIT: KnownTargets, FITTED: Fitted, PROBED: Probed}
"""The blocks by the key under which they stand."""
