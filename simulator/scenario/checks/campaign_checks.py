"""Campaign checks: media stand, and campaigns run, where there is something of that name."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from simulator.scenario.checks.inconsistency import Inconsistency, check_name, check_weeks
from simulator.scenario.checks.unvalidated import list_in, map_in, maps_in, text_in


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
        yield from check_weeks(("campaigns", at, "weeks"), campaign, given)
