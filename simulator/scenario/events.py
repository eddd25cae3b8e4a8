"""Events: interventions in the running market: timing, scope, duration and condition."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, SerializerFunctionWrapHandler, model_serializer, model_validator
from pydantic_core import PydanticCustomError

from simulator.base.record import Record
from simulator.domain.channel.distribution_model import DistributionChoice, DistributionModel
from simulator.domain.events.intervention import Action, ActionChoice
from simulator.domain.events.scope import EVERYWHERE, Where
from simulator.domain.registries import INTERVENTIONS
from simulator.domain.units import Name

MOST_WEEKS = 2600
SHORT_FORMS = ("open_channel", "depart", "message")
"""Actions that may stand in an event under their name alone."""

type Somebody = Annotated[str, Field(min_length=1, max_length=400)]
type Threshold = Annotated[float, Field(ge=-1e15, le=1e15)]
type Weeks = Annotated[int, Field(ge=1, le=MOST_WEEKS)]


class Limit(Record):
    """A metric above or below something, for some weeks in a row."""

    alternatives = (("above", "below"),)

    metric: Name
    """What is measured [name of a metric]."""
    above: Threshold | None = None
    """It holds while the value is more than this [unit of the metric, or share]."""
    below: Threshold | None = None
    """It holds while the value is less than this [unit of the metric, or share]."""
    weeks: Weeks = 1
    """How many weeks in a row it must have held [weeks]."""

    def holds(self, value: float) -> bool:
        """Say whether it holds for a value; what is not known does not hold."""
        return (self.above is not None and value > self.above) or (
            self.below is not None and value < self.below
        )

    def told(self) -> str:
        """Return the limit in words."""
        limit = f"above {self.above:g}" if self.above is not None else f"below {self.below or 0:g}"
        return f"{limit} for {self.weeks} weeks in a row" if self.weeks > 1 else limit


class When(Limit):
    """A condition on what has happened so far. A week of which the metric says nothing breaks the row."""

    by: Name | None = None
    """What the metric is told apart by; left out, the whole [name]."""
    key: Somebody | None = None
    """Which part of it is meant, such as the name of an outlet [name]."""
    over: Weeks = 1
    """Over how many past weeks it is measured, every week anew [weeks]."""


class Then(Record):
    """What becomes of a pilot when its weeks are over, by what it has changed against its control.

    The limit is one on the relative effect: what the metric came to in the pilot's regions, against what it
    would have come to had it changed as in the control's (`difference_in_differences.py`).
    """

    condition: Annotated[Limit, Field(alias="if")]
    """The limit that the effect must keep in the last weeks [share of what it would have been]."""
    do: Literal["expand", "keep", "revert"] = "expand"
    """What happens if it does: in all regions from now on, here for good, or over [word]."""
    otherwise: Annotated[Literal["expand", "keep", "revert"], Field(alias="else")] = "revert"
    """What happens if it does not [word]."""

    @model_serializer(mode="wrap")
    def _as_a_file_says_it(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = write(self)
        names = {"condition": "if", "otherwise": "else"}
        return {names.get(key, key): value for key, value in written.items()}


def _control(raw: Any) -> Any:
    if raw in ("none", "matched") or (isinstance(raw, list) and raw and all(isinstance(n, str) for n in raw)):
        return raw
    raise PydanticCustomError("control", "should be none, matched, or a list of regions")


type Control = Annotated[
    str | list[str],
    BeforeValidator(_control, json_schema_input_type=Literal["none", "matched"] | list[Name]),
]


class Event(Record):
    """One intervention: its timing, exactly one action, its targets and its duration."""

    alternatives = ((*SHORT_FORMS, "do"), ("week", "when"))

    id: Name | None = None
    """What it is called in ledgers; left out, its number [name]."""
    week: Annotated[int, Field(ge=1)] | None = None
    """When it happens, before anything else in that week; or there is a condition instead [week]."""
    when: When | None = None
    """On what condition it happens, instead of a week."""
    who: Somebody | None = None
    """Party with the products or outlets it concerns; left out, the focal one [manufacturer or member]."""
    where: Where = EVERYWHERE
    """At which outlets, in which regions; left out, everywhere."""
    products: Annotated[list[Name], Field(min_length=1, max_length=200)] | None = None
    """Which products it concerns; left out, all of them [names under products]."""
    open_channel: DistributionChoice | None = None
    """Short for `do`: a distribution model that opens."""
    depart: Somebody | None = None
    """Short for `do`: a member that leaves; its goods are sold back or scrapped [name of a member]."""
    message: Name | None = None
    """Short for `do`: what is said of the products at outlets from then on [message]."""
    do: ActionChoice | None = None
    """What is done: one intervention, under its name."""
    lasts: Weeks | None = None
    """After how many weeks it is over; left out, it is for good [weeks]."""
    control: Control = "none"
    """With what a pilot is compared: none, matched (the regions most like it), or regions [names]."""
    then: Then | None = None
    """What becomes of a pilot when its weeks are over; left out, it is taken back."""
    repeats: bool = False
    """Whether it happens again each time its condition has held anew after it was over [true or false]."""

    @model_validator(mode="after")
    def _does_one_thing(self) -> "Event":
        done = [name for name in (*SHORT_FORMS, "do") if getattr(self, name) is not None]
        if len(done) != 1:
            raise ValueError(f"an event does exactly one of: {', '.join((*SHORT_FORMS, 'do'))}")
        return self

    @property
    def action(self) -> Action:
        """Return what is done."""
        if self.do is not None:
            return self.do
        name = next(name for name in SHORT_FORMS if getattr(self, name) is not None)
        entry = INTERVENTIONS.get(name)
        action: Action = entry.model_validate({entry.main: getattr(self, name)})
        return action

    @property
    def opening(self) -> DistributionModel | None:
        """Return the distribution model that it opens, if it opens one."""
        return self.action.opens()
