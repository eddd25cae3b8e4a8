"""Idle needs notes: settings of needs that are open for weeks, where no need is open beyond its week."""

from collections.abc import Iterator

from simulator.domain.people.need import Need
from simulator.domain.registries import NOTES
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.scenario.checks.inconsistency import Inconsistency

OF_OPEN_NEEDS = ("kept_per_week", "luck_renewed", "search_growth", "search_elsewhere", "meanwhile")


OF_OWNERS = ("while_owning", "replaced_per_week")


@NOTES.register("idle_needs")
def idle_need_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield settings without effect: of open needs, where none is; of owners, where nothing lasts."""
    scenario = channel.scenario
    lasting = {one.category for one in scenario.products.values() if one.life or one.subscription}
    for name, segment in scenario.segments.items():
        for category, need in segment.needs.items():
            for setting in OF_OPEN_NEEDS if need.lasts_weeks == 1 else ():
                if setting == "meanwhile" and need.meanwhile == "adds_up" and scenario.backorders:
                    continue  # with orders that are waited for needs add up, too
                if getattr(need, setting) != Need.model_fields[setting].default:
                    keys = ("segments", name, "needs", category, setting)
                    yield keys, "has no effect: lasts_weeks is 1, so no need is open for a further week"
            for setting in OF_OWNERS if category not in lasting else ():
                if getattr(need, setting) != Need.model_fields[setting].default:
                    keys = ("segments", name, "needs", category, setting)
                    yield keys, f"has no effect: no product for {category} lasts (it needs a 'life')"
