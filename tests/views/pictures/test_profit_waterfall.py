"""Profit waterfall: bars lead from net sales to contribution, way by way, on one scale."""

import numpy as np
import pytest
from matplotlib.axes import Axes

from simulator import compare, replicate
from simulator.base.registry import UnknownNameError
from simulator.ledger.ledger import Ledger
from simulator.scenario.schema import Scenario
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import interval
from simulator.views import pictures
from simulator.views.pictures.profit_waterfall import IN_ALL, LAST
from tests.ledger import by_hand
from tests.worlds.small import small_scenario

DEALERS = {"model": "authorized_dealers", "dealers_per_region": 2, "opening_stock": 1}
SHOP = {"model": "direct_automated"}
QUESTIONS = ["contribution", "contribution:route", "contribution:statement"]


@pytest.fixture(scope="module")
def runs() -> Runs:
    """Return runs of a maker with dealers and a shop, and of one with dealers alone."""
    short = {"weeks": 6, "events": []}
    both = small_scenario(name="both", distribution=[DEALERS, SHOP], **short)
    alone = small_scenario(name="dealers", distribution=DEALERS, **short)
    return compare([both, alone], 2, metrics=QUESTIONS).runs


def bars(axes: Axes) -> list[tuple[float, float]]:
    """Return where the bars of a panel begin and end."""
    return [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in axes.patches]


def test_bars_lead_from_net_sales_to_what_was_earned(runs: Runs) -> None:
    """Each begins where the one before ends, and the last is as long as the metric says, in the mean."""
    picture = pictures.profit_waterfall(runs, ["both"])
    panels = {axes.get_title(loc="left"): axes for axes in picture.axes if axes.axison}

    assert list(panels) == ["authorized dealers", "own web shop", "in common", IN_ALL]
    for way, axes in panels.items():
        first, *steps, last = bars(axes)
        end = first[1]
        assert first[0] == last[0] == 0
        for start, then in steps:
            assert start == pytest.approx(end)
            end = then
        line = (
            Line("contribution", "", "", None) if way == IN_ALL else Line("contribution", "route", way, None)
        )
        mean = interval(runs.series(line, "both")).mean
        assert end == pytest.approx(last[1]) == pytest.approx(mean)
    assert sum(bars(panels[way])[-1][1] for way in list(panels)[:3]) == pytest.approx(
        bars(panels[IN_ALL])[-1][1]
    )


def test_every_scenario_begins_a_row_and_all_have_one_scale(runs: Runs) -> None:
    """Its name and those of steps stand once in a row; nothing lies outside of the scale."""
    picture = pictures.profit_waterfall(runs)
    shown = [axes for axes in picture.axes if axes.axison]
    heads = [axes.get_title(loc="left") for axes in shown]

    assert [head.split(":\n")[0] for head in heads if ":\n" in head] == ["both", "both", "dealers", "dealers"]
    assert len({axes.get_xlim() for axes in shown}) == 1
    low, high = shown[0].get_xlim()
    assert all(low <= end <= high for axes in shown for bar in bars(axes) for end in bar)
    named = [[label.get_text() for label in axes.get_yticklabels()] for axes in shown]
    assert [names[-1] for names in named if any(names)] == [LAST] * len({place(axes) for axes in shown})


def place(axes: Axes) -> float:
    """Return how high a panel stands."""
    return round(axes.get_position().y0, 3)


def test_seeds_and_their_interval_are_drawn_where_they_differ(runs: Runs) -> None:
    """A dot for each seed of what was earned; one seed has none, and no line."""
    one = compare(list(runs.scenarios.values()), 1, metrics=QUESTIONS).runs
    (several, alone) = (pictures.profit_waterfall(each, ["dealers"]).axes[0] for each in (runs, one))
    earned = runs.series(Line("contribution", "route", "authorized dealers", None), "dealers")

    assert np.ptp(earned) > 0
    assert several.collections[-1].get_offsets()[:, 0].tolist() == pytest.approx(earned)
    assert len(several.containers) == len(alone.containers) + 1


def test_labels_of_no_scenario_are_refused(runs: Runs) -> None:
    """With what was probably meant."""
    with pytest.raises(UnknownNameError, match="did you mean 'dealers'"):
        pictures.profit_waterfall(runs, ["dealrs"])


def test_where_nothing_was_earned_nothing_is_drawn() -> None:
    """An empty picture, and no fault."""
    runs = replicate(by_hand.scenario(), 1, metrics=QUESTIONS, play=nothing)
    (axes,) = pictures.profit_waterfall(runs).axes

    assert not axes.patches


def nothing(given: Scenario, seed: int) -> Ledger:
    """Return a ledger with nothing in it."""
    assert given.weeks
    assert seed
    return by_hand.blank()
