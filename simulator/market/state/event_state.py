"""Courses: where each event of a scenario stands; `simulator.market.events.event_lifecycle` moves them on."""

from dataclasses import dataclass

from simulator.domain.events.intervention import Action
from simulator.domain.events.scope import Scope
from simulator.scenario.events import Event
from simulator.scenario.schema import Scenario


@dataclass(frozen=True)
class Pilot:
    """A pilot under way, and with what it is compared."""

    metric: str
    regions: tuple[str, ...]
    control: tuple[str, ...]
    since: int
    """The week in which it began."""
    before: float
    """What the metric came to in its regions in the weeks before."""
    control_before: float
    """What it came to in the control's."""


@dataclass
class EventState:
    """One event and where it stands."""

    name: str
    event: Event
    action: Action
    scope: Scope
    opens: tuple[str, ...]
    """Members that it opens, in the order in which they were drawn."""
    began: int | None = None
    """The week in which it began; none while it waits."""
    held: int = 0
    """For how many weeks running its condition has held."""
    is_settled: bool = False
    """Whether nothing more is to become of it."""
    pilot: Pilot | None = None


def event_states_of(scenario: Scenario, opened_by: dict[str, tuple[str, ...]]) -> list[EventState]:
    """Return the events of a scenario, all waiting."""
    return [
        EventState(
            scenario.event_name(at), event, event.action, scope_of(scenario, event),
            opened_by.get(scenario.event_name(at), ()),
        )
        for at, event in enumerate(scenario.events)
    ]  # fmt: skip


def scope_of(scenario: Scenario, event: Event) -> Scope:
    """Return the scope of an event."""
    actor = event.who or scenario.focal_maker
    is_maker = actor in scenario.manufacturers
    products = event.products or [
        name for name, product in scenario.products.items() if not is_maker or product.maker == actor
    ]
    return Scope(actor, is_maker, frozenset(products), event.where)
