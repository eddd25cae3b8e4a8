"""Service requirements of products, and the capabilities of outlets to meet them.

Five service outputs, after Bucklin (1966), A Theory of Distribution Channel Structure, and Coughlan,
Anderson, Stern & El-Ansary, Marketing Channels. The three usual kinds of product are after Fisher (1997),
Harvard Business Review 75(2); their numbers, like all defaults here, are a choice.
"""

import json
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from simulator.base.record import Record
from simulator.base.registry import suggestion
from simulator.base.summation import total
from simulator.domain.units import Share

type Requirement = Literal["education", "hands_on", "trust", "low_friction", "reach"]
REQUIREMENTS: tuple[Requirement, ...] = ("education", "hands_on", "trust", "low_friction", "reach")

type Levels = dict[Requirement, Share]
type Archetype = Literal["commodity", "niche", "innovative"]

ARCHETYPES: dict[Archetype, Levels] = {
    "commodity": {"education": 0.1, "hands_on": 0.1, "trust": 0.3, "low_friction": 0.9, "reach": 0.9},
    "niche": {"education": 0.9, "hands_on": 0.4, "trust": 0.8, "low_friction": 0.3, "reach": 0.3},
    "innovative": {"education": 0.6, "hands_on": 0.9, "trust": 0.7, "low_friction": 0.4, "reach": 0.4},
}
"""What the usual kinds of product ask for (choice)."""
_LEVELS: TypeAdapter[Levels] = TypeAdapter(Levels, config=ConfigDict(strict=True, allow_inf_nan=False))


def _kind_or_levels(raw: Any) -> Any:
    """Complain once, and of what was meant, where a union would complain of everything it could have been."""
    if isinstance(raw, dict):
        return _LEVELS.validate_json(json.dumps(raw))
    if isinstance(raw, str) and raw not in ARCHETYPES:
        told = f"no kind of product called '{raw[:40]}'; {suggestion(raw, list(ARCHETYPES))}"
        raise PydanticCustomError("kind_unknown", "{told}", {"told": told})
    if not isinstance(raw, str):
        kinds = ", ".join(ARCHETYPES)
        raise PydanticCustomError("kind_missing", "should be one of {kinds}, or a map", {"kinds": kinds})
    return raw


type Needs = Annotated[Archetype | Levels, BeforeValidator(_kind_or_levels)]


class FitWeights(Record):
    """How much it matters to a segment that an outlet gives what a product asks for."""

    weight: Annotated[float, Field(ge=0, le=50)] = 6.0
    """Utility that an outlet which gives nothing of all that could be asked for costs [utils].

    The default is a choice: of 400 who would buy where everything fits, one still would (e⁻⁶).
    """
    importance: dict[Requirement, Annotated[float, Field(ge=0, le=1e6)]] = {}
    """Relative weight of each; left out, all alike; one not named has none [weight, by requirement]."""

    @model_validator(mode="after")
    def _something_matters(self) -> "FitWeights":
        if self.importance and not any(self.importance.values()):
            raise ValueError("all weights in 'importance' are zero; for no effect set 'weight' to 0")
        return self

    def shares(self) -> tuple[float, ...]:
        """Return the weights ω of the requirements, in their order; they sum to one.

        >>> FitWeights().shares(), FitWeights(importance={"trust": 3.0, "reach": 1.0}).shares()
        ((0.2, 0.2, 0.2, 0.2, 0.2), (0.0, 0.0, 0.75, 0.0, 0.25))
        """
        stated = [self.importance.get(name, 0.0) if self.importance else 1.0 for name in REQUIREMENTS]
        whole = total(stated)
        return tuple(weight / whole for weight in stated)


def asked(needs: "Archetype | Levels | None") -> tuple[float, ...]:
    """Return what a product asks for, in the order of requirements; what is not named, not at all."""
    levels = ARCHETYPES[needs] if isinstance(needs, str) else needs or {}
    return tuple(levels.get(name, 0.0) for name in REQUIREMENTS)


def given(capabilities: Levels) -> tuple[float, ...]:
    """Return what an outlet can give, in the order of requirements; what is not named, in full."""
    return tuple(capabilities.get(name, 1.0) for name in REQUIREMENTS)


def levels(*values: float) -> Levels:
    """Return levels of all requirements, given in their order."""
    return dict(zip(REQUIREMENTS, values, strict=True))


def usually(usual: Levels) -> BeforeValidator:
    """Return what lets a file name some capabilities; the others are as usual."""

    def completed(raw: Any) -> Any:
        return {**usual, **raw} if isinstance(raw, dict) else raw

    return BeforeValidator(completed)


DEALER = levels(0.8, 0.8, 0.9, 0.4, 0.4)
SALES_TEAM = levels(0.95, 0.6, 0.8, 0.2, 0.2)
WEB_STORE = levels(0.5, 0.2, 0.6, 0.9, 0.6)
RETAILER = levels(0.4, 0.5, 0.6, 0.7, 0.7)
RESELLER = levels(0.3, 0.3, 0.3, 0.8, 0.95)
MARKETPLACE = levels(0.2, 0.0, 0.4, 0.95, 0.95)
PICKUP_POINT = levels(0.5, 0.4, 0.6, 0.8, 0.7)
OWN_SHOP = levels(0.8, 0.8, 0.8, 0.4, 0.2)
