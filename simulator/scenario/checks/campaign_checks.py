"""Campaign checks: media stand, and campaigns run, where there is something of that name."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from simulator.domain.communication.aimed_medium import AimedMedium
from simulator.domain.registries import MEDIA
from simulator.scenario.checks.inconsistency import Inconsistency, check_name, check_weeks
from simulator.scenario.checks.unvalidated import list_in, map_in, maps_in, text_in
from simulator.scenario.errors.quoting import shortened


def _aims(at: int, aim: str, campaign: dict[str, Any], given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check that the medium of a campaign knows the audiences, or stages, at which it aims."""
    name = text_in(campaign, "medium") or ""
    kind = text_in(map_in(given, "media", name), "kind") or "broad"
    knowing = [one for one in MEDIA.names() if issubclass(MEDIA.get(one), AimedMedium)]
    if name in map_in(given, "media") and kind in MEDIA.names() and kind not in knowing:
        told = (
            f"{shortened(name)} reaches cells, not customers by what they are to a maker; media that do: "
            f"{', '.join(knowing)}; here 'segments' and 'regions' can be chosen"
        )
        yield ("campaigns", at, aim), told
    elif aim == "stages" and given.get("stages") is not True:
        yield ("campaigns", at, aim), "needs 'stages: true', so that it is told at which stage needs stand"


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
        for kind, those in (("region", regions), ("segment", names("segments"))):
            for number, name in enumerate(list_in(campaign, f"{kind}s")):
                yield from check_name(("campaigns", at, f"{kind}s", number), kind, name, those)
        for aim in ("audiences", "stages"):
            if list_in(campaign, aim):
                yield from _aims(at, aim, campaign, given)
        yield from check_weeks(("campaigns", at, "weeks"), campaign, given)
