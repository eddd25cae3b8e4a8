"""Describe events: timing, scope, duration and outcome in words."""

from simulator.domain.events.intervention import Action
from simulator.scenario.describe.number_words import in_words
from simulator.scenario.describe.setting_words import entry_name, setting_words
from simulator.scenario.events import Event, Then


def event_timing(event: Event) -> str:
    """Say when an event happens."""
    if event.when is None:
        return f"Week {event.week}"
    when = event.when
    part = f" of {when.key}" if when.key else ""
    span = f", measured over {when.over} weeks," if when.over > 1 else ""
    every = "Whenever" if event.repeats else "When"
    return f"{every} {when.metric.replace('_', ' ')}{part}{span} is {when.told()}"


def action_words(action: Action) -> str:
    """Return what an intervention does, in a clause without a subject: its name, and what it is given."""
    fields = type(action).model_fields
    given = {key: getattr(action, key) for key in fields if getattr(action, key) != fields[key].default}
    terms = ", ".join(f"{in_words(key)} {setting_words(value)}" for key, value in given.items())
    return " ".join([in_words(entry_name(action)), terms]).strip()


def event_scope(event: Event) -> str:
    """Say where it happens, and with which products, as the end of a clause."""
    where = event.where
    parts = [
        f" {word} {', '.join(names)}"
        for word, names in (
            ("for", event.products),
            ("in", where.region),
            ("at outlets of the kind", where.format),
            ("at outlets tagged", where.tag),
        )
        if names
    ]
    return "".join(parts)


def event_duration(event: Event) -> str:
    """Say how long it lasts and what becomes of it then, as further sentences."""
    if event.lasts is None:
        return ""
    weeks = f"{event.lasts} weeks" if event.lasts > 1 else "week"
    if event.then is None:
        return f" It is over after {weeks}."
    return f" After {weeks} it is judged: {_verdict(event.then)}, compared with {_control(event)}."


def _verdict(then: Then) -> str:
    metric = then.condition.metric.replace("_", " ")
    return f"if its effect on {metric} is {then.condition.told()}, {then.do}, else {then.otherwise}"


def _control(event: Event) -> str:
    return ", ".join(event.control) if isinstance(event.control, list) else "the regions most like it"
