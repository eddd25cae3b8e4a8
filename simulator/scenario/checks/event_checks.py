"""Event checks: the parts of an event must be consistent with each other and with the rest of a scenario.

Like `cross_checks.py`, it reads what a file says, and passes over what is of the wrong type.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from simulator.domain.events.intervention import Action
from simulator.domain.registries import INTERVENTIONS
from simulator.scenario.checks.campaign_checks import check_aims
from simulator.scenario.checks.condition_checks import check_condition
from simulator.scenario.checks.inconsistency import Inconsistency, Keys, check_name
from simulator.scenario.checks.pilot_checks import check_pilot
from simulator.scenario.checks.unvalidated import is_given, list_in, map_in, maps_in, number_in, text_in
from simulator.scenario.errors.quoting import shortened
from simulator.scenario.events import SHORT_FORMS

SCOPE = ("who", "where", "products")
NAMED = {"medium": "media", "message": "messages"}


def check_events(given: dict[str, Any], names: Callable[[str], Any]) -> Iterator[Inconsistency]:
    """Check the events of a scenario; *names* returns the known names of a kind."""
    seen: set[str] = set()
    for at, event in maps_in(given, "events"):
        place: Keys = ("events", at)
        called = text_in(event, "id") or f"event {at + 1}"
        if called in seen:
            yield (*place, "id"), f"there is another event called '{shortened(called)}'"
        seen.add(called)
        yield from _when(place, event, given)
        yield from _whom(place, event, given, names)
        yield from _what(place, event, given, names)
        yield from _how_long(place, event, number_in(given, "weeks"))
        yield from check_pilot(place, event, given, names("regions"))


@dataclass(frozen=True)
class EventAction:
    """Action of an event, as far as a file states it clearly."""

    name: str
    action: type[Action]
    keys: Keys
    """The keys, in the event, to what is said of it."""
    terms: dict[str, Any]
    """Its parameters, by name."""
    is_short: bool
    """Whether there is but one, without its name."""


def action_of(event: dict[str, Any]) -> EventAction | None:
    """Return the action of an event; none if the file is not clear about it."""
    short = next((name for name in SHORT_FORMS if event.get(name) is not None), None)
    whole = map_in(event, "do")
    name = short or next(iter(whole), "")
    if (short is None and len(whole) != 1) or name not in INTERVENTIONS:
        return None
    entry = INTERVENTIONS.get(name)
    said = event[name] if short else whole[name]
    keys: Keys = (name,) if short else ("do", name)
    if entry.is_whole:
        return EventAction(name, entry, keys, {}, is_short=True)
    if isinstance(said, dict):
        return EventAction(name, entry, keys, said, is_short=False)
    return EventAction(name, entry, keys, {str(entry.main): said}, is_short=True)


def named_by_action(place: Keys, event: dict[str, Any], key: str) -> Iterator[tuple[Keys, Any]]:
    """Yield what the action of the event at a place names under a key, with the keys to it."""
    done = action_of(event)
    if done is not None:
        yield (*place, *done.keys) if done.is_short else (*place, *done.keys, key), done.terms.get(key)


def _when(place: Keys, event: dict[str, Any], given: dict[str, Any]) -> Iterator[Inconsistency]:
    week, weeks = number_in(event, "week"), number_in(given, "weeks")
    has_week, has_condition = is_given(event, "week"), is_given(event, "when")
    if has_week and has_condition:
        yield (*place, "when"), "the event has a week already; it is dated or conditional, not both"
    if not has_week and not has_condition:
        yield place, "the event says neither in which week it happens nor, under 'when', on what condition"
    if weeks is not None and week is not None and week > weeks > 0:
        yield (*place, "week"), f"week {week:g} is after the run's end, week {weeks:g}"
    if has_condition:
        yield from check_condition((*place, "when"), map_in(event, "when"), given)


def _whom(
    place: Keys, event: dict[str, Any], given: dict[str, Any], names: Callable[[str], Any]
) -> Iterator[Inconsistency]:
    for number, region in enumerate(list_in(map_in(event, "where"), "region")):
        yield from check_name((*place, "where", "region", number), "region", region, names("regions"))
    who = text_in(event, "who") or text_in(given, "focal") or next(iter(map_in(given, "manufacturers")), "")
    products = map_in(given, "products")
    is_maker = who in (names("manufacturers") or ())
    made = [name for name, said in products.items() if not is_maker or text_in(said, "maker") == who]
    for number, product in enumerate(list_in(event, "products")):
        kind = f"product of '{shortened(who)}'" if len(made) < len(products) else "product"
        yield from check_name((*place, "products", number), kind, product, made or None)


def _what(
    place: Keys, event: dict[str, Any], given: dict[str, Any], names: Callable[[str], Any]
) -> Iterator[Inconsistency]:
    done = action_of(event)
    if done is None:
        return
    for key, kind in NAMED.items():
        for keys, name in named_by_action(place, event, key):
            yield from check_name(keys, key, name, names(kind))
    if done.action.adds is not Action.adds:
        yield from check_aims((*place, *done.keys), done.terms, given, names("segments"))
    if not done.action.has_scope:
        for key in SCOPE:
            if is_given(event, key):
                yield (*place, key), f"has no meaning here: '{done.name}' concerns whom it names"
    is_talk = done.action.runs is not Action.runs or done.action.adds is not Action.adds
    who = text_in(event, "who")
    if is_talk and who is not None and who not in (names("manufacturers") or (who,)):
        yield (*place, "who"), f"'{shortened(who)}' is no manufacturer; campaigns are manufacturers'"


def _how_long(place: Keys, event: dict[str, Any], weeks: float | None) -> Iterator[Inconsistency]:
    done = action_of(event)
    name, action = (done.name, done.action) if done else ("", Action)
    lasts, week = number_in(event, "lasts"), number_in(event, "week")
    if lasts is not None and not action.is_reversible:
        yield (*place, "lasts"), f"'{name}' cannot be taken back; it is for good"
    if is_given(event, "repeats"):
        if not is_given(event, "when"):
            yield (*place, "repeats"), "only an event on a condition ('when') can repeat itself"
        elif lasts is None:
            yield (*place, "repeats"), "needs 'lasts': an event that is never over cannot happen again"
        elif action.opens is not Action.opens:
            yield (*place, "repeats"), "who has left does not open again"
    if is_given(event, "then") and lasts is not None and week is not None and weeks is not None:
        judged = week + lasts
        if judged > weeks:
            text = f"the pilot would be judged in week {judged:g}, after the run's end, week {weeks:g}"
            yield (*place, "lasts"), text
