"""Pilot checks: an event that is a pilot needs an end, regions and a control group to be judged by."""

from collections.abc import Collection, Iterator
from typing import Any

from simulator.scenario.checks.condition_checks import check_effect
from simulator.scenario.checks.inconsistency import Inconsistency, Keys, check_name
from simulator.scenario.checks.unvalidated import is_given, list_in, map_in, number_in
from simulator.scenario.errors.quoting import shortened


def check_pilot(
    place: Keys, event: dict[str, Any], given: dict[str, Any], regions: Collection[str] | None
) -> Iterator[Inconsistency]:
    """Check an event as a pilot; *regions* are all there are, none if they are not known."""
    has_control = is_given(event, "control")
    if is_given(event, "then"):
        if not has_control:
            yield (*place, "then"), "needs a control to judge by: 'control: matched', or a list of regions"
        if event.get("lasts") is None:
            yield (*place, "then"), "needs 'lasts': after how many weeks the pilot is judged"
        if number_in(event, "week") == 1:
            yield (*place, "week"), "a pilot in week 1 has no weeks before it to be compared with"
        yield from check_effect((*place, "then", "if"), map_in(event, "then", "if"), given)
    elif has_control:
        yield (*place, "control"), "is for a pilot; under 'then' say by what it is judged"
    if has_control:
        yield from _check_control(place, event, regions)


def _check_control(
    place: Keys, event: dict[str, Any], regions: Collection[str] | None
) -> Iterator[Inconsistency]:
    own = list_in(map_in(event, "where"), "region")
    if not own:
        yield (*place, "control"), "needs 'where: {region: …}': a pilot leaves some regions alone"
    elif regions and set(regions) <= set(map(str, own)):
        yield (*place, "where", "region"), "are all regions there are; none is left to compare with"
    for number, region in enumerate(list_in(event, "control")):
        yield from check_name((*place, "control", number), "region", region, regions)
        if region in own:
            yield (*place, "control", number), f"'{shortened(str(region))}' is one of the pilot's own regions"
