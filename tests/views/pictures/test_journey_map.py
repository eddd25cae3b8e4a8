"""Journey map: its bars and bands are what the ledger tells of stages, and every name in it is readable."""

import numpy as np
import pytest
from matplotlib.patches import PathPatch, Rectangle

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import NotRecordedError, measure
from simulator.ledger.queries.journeys import drop_offs_by_reason, stage_flows
from simulator.market.simulate import simulate
from simulator.views import pictures
from simulator.views.pictures.journey_map import MOST_PLACES, few_places, reasons_told
from tests.ledger import by_hand
from tests.worlds.small import small_scenario

LEFT = ("given_up", "overtaken", "cancelled", "lapsed")


@pytest.fixture(scope="module")
def year() -> Ledger:
    """Return a run of dealers and a rival's web store."""
    return simulate(small_scenario(stages=True, customers=900, warm_up=2), 8)


def test_bars_are_the_needs_that_came_and_bands_those_that_went_on(year: Ledger) -> None:
    """On one scale: each step from stage to stage is a band, as high at both ends as it has needs."""
    (axes,) = pictures.journey_map(year).axes
    flows = stage_flows(year)
    came = flows[~flows["next_stage"].isin(LEFT)]
    steps = came[came["stage"] != ""]
    bands = [patch.get_path().vertices[:, 1] for patch in axes.patches if isinstance(patch, PathPatch)]
    bars = [patch.get_height() for patch in axes.patches if isinstance(patch, Rectangle)]

    assert sorted(round(band[0] - band[7], 6) for band in bands) == sorted(steps["needs"].astype(float))
    assert all(band[3] - band[4] == pytest.approx(band[0] - band[7]) for band in bands)
    assert sum(bars) == pytest.approx(came["needs"].sum())


def test_what_made_needs_leave_stands_below_the_stage(year: Ledger) -> None:
    """The commonest first, in words of people; what is left over is told together."""
    lost = drop_offs_by_reason(year)
    first, *told = reasons_told(lost, "considering")
    here = lost[lost["stage"] == "considering"]["needs"].sum()

    assert first == f"lost from here {here:,.0f}:"
    numbers = [int(line.split()[0].replace(",", "")) for line in told]
    assert sum(numbers) == pytest.approx(here, abs=len(numbers) / 2)
    assert numbers[:4] == sorted(numbers[:4], reverse=True)
    assert lost["needs"].sum() == pytest.approx(measure(year, "lost_demand"))


def test_less_visited_kinds_of_outlets_are_put_together() -> None:
    """Nothing is lost by it."""
    ledger = by_hand.blank(stages=True)
    for outlet in np.flatnonzero(ledger.header.outlets).tolist():
        step = {"stage": "aware", "outlet": -1, "next_stage": "considering", "next_outlet": outlet}
        ledger.record("stage_transition", week=1, cell=0, category=0, needs=outlet, **step)
    flows = stage_flows(ledger, "outlet")
    few = few_places(flows).set_index("next_place")["needs"]

    assert len(flows) == 5 > MOST_PLACES
    assert few.to_dict() == {"kiosk": 6, "others": 2 + 4, "south": 5, "stall": 8}


def test_other_ledgers_say_what_they_lack_and_nothing_is_drawn_too() -> None:
    """With the setting; of no needs there is a sentence."""
    with pytest.raises(NotRecordedError, match="stages: true"):
        pictures.journey_map(by_hand.blank())
    (axes,) = pictures.journey_map(by_hand.blank(stages=True)).axes
    assert axes.get_title("left") == "no needs arose"
