"""Campaign checks: media stand, and campaigns run, where there is something of that name."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from simulator.domain.communication.aimed_medium import AimedMedium
from simulator.domain.registries import MEDIA
from simulator.scenario.checks.inconsistency import Inconsistency, Keys, check_name, check_weeks
from simulator.scenario.checks.unvalidated import list_in, map_in, maps_in, text_in
from simulator.scenario.errors.quoting import shortened


def check_campaigns(
    given: dict[str, Any], names: Callable[[str], Collection[str] | None]
) -> Iterator[Inconsistency]:
    """Check media and campaigns of a scenario; *names* returns the known names of a kind."""
    regions = names("regions")
    for name, medium in map_in(given, "media").items():
        for number, region in enumerate(list_in(medium, "regions")):
            yield from check_name(("media", name, "regions", number), "region", region, regions)
    known = {"medium": names("media"), "message": names("messages"), "product": names("products")}
    for at, campaign in maps_in(given, "campaigns"):
        for kind, those in known.items():
            yield from check_name(("campaigns", at, kind), kind, text_in(campaign, kind), those)
        for number, region in enumerate(list_in(campaign, "regions")):
            yield from check_name(("campaigns", at, "regions", number), "region", region, regions)
        yield from check_aims(("campaigns", at), campaign, given, names("segments"))
        yield from check_weeks(("campaigns", at, "weeks"), campaign, given)


def check_aims(
    keys: Keys, campaign: dict[str, Any], given: dict[str, Any], segments: Collection[str] | None
) -> Iterator[Inconsistency]:
    """Check that segments are there, and that a medium knows the audiences, or stages, at which it aims."""
    for number, name in enumerate(list_in(campaign, "segments")):
        yield from check_name((*keys, "segments", number), "segment", name, segments)
    medium = text_in(campaign, "medium") or ""
    kind = text_in(map_in(given, "media", medium), "kind") or "broad"
    knowing = [one for one in MEDIA.names() if issubclass(MEDIA.get(one), AimedMedium)]
    for aim in (aim for aim in ("audiences", "stages") if list_in(campaign, aim)):
        if medium in map_in(given, "media") and kind in MEDIA.names() and kind not in knowing:
            told = (
                f"{shortened(medium)} reaches cells, not customers by what they are to a maker; media "
                f"that do: {', '.join(knowing)}; here 'segments' and 'regions' can be chosen"
            )
            yield (*keys, aim), told
        elif aim == "stages" and given.get("stages") is not True:
            yield (*keys, aim), "needs 'stages: true', so that it is told at which stage needs stand"
