"""Felt conflict in pictures: bars and arrows are what the ledger tells of disputes and grievance."""

import pytest
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyArrowPatch

from simulator.domain.decisions.escalation import STEPS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.ledger.queries.felt_conflict import told
from simulator.market.simulate import simulate
from simulator.views import pictures
from simulator.views.pictures.disputes_over_time import MOST_DISPUTES, furthest_first, shade
from simulator.views.pictures.who_resents_whom import resentments
from tests.worlds.felt_conflict import world
from tests.worlds.plain import plain


@pytest.fixture(scope="module")
def year() -> Ledger:
    """Return a run of it."""
    return simulate(world({"price": 0.7}, weeks=40, customers=300), 3)


@pytest.fixture(scope="module")
def calm() -> Ledger:
    """Return a run in which no outlet feels anything."""
    return simulate(plain(weeks=8, customers=40), 3)


def test_bars_are_the_steps_of_disputes_review_by_review(year: Ledger) -> None:
    """One for each review at which a dispute stood on a step, in the step's colour, ending at the review."""
    (axes,) = pictures.disputes_over_time(year).axes
    rows = told(year, "dispute")
    rows = rows[rows["step"] != "none"]
    bars = {(bar.get_x() + bar.get_width(), bar.get_facecolor()) for bar in axes.patches}

    assert len(axes.patches) == len(rows) > 10
    assert bars == {
        (float(week), to_rgba(shade(STEPS.index(step))))
        for week, step in zip(rows["week"], rows["step"], strict=True)
    }
    assert len(set(rows["step"])) > 1
    assert {bar.get_width() for bar in axes.patches} == {year.header.scenario.review_weeks}


def test_disputes_that_went_furthest_stand_first(year: Ledger) -> None:
    """And no more of them than can be read."""
    rows = told(year, "dispute").assign(number=lambda rows: rows["step"].map(STEPS.index))
    most = [
        rows[(rows["aggrieved"] == one) & (rows["other"] == other)]["number"].max()
        for one, other in furthest_first(rows)
    ]

    assert most == sorted(most, reverse=True)
    assert 1 < len(most) <= MOST_DISPUTES


def test_arrows_go_from_those_that_resent_to_those_they_blame(year: Ledger) -> None:
    """As wide as so much is held; the legend sums to the metric."""
    picture = pictures.who_resents_whom(year)
    arrows = [patch for patch in picture.axes[0].patches if isinstance(patch, FancyArrowPatch)]
    held = resentments(year)
    pairs = held.groupby(["aggrieved", "other"], sort=False)["amount"].sum()

    assert held["amount"].sum() == pytest.approx(measure(year, "grievance"))
    widths = [arrow.get_linewidth() for arrow in arrows]
    assert widths == pytest.approx([max(0.5, 5.0 * amount / pairs.max()) for amount in pairs])
    names = [text.get_text() for text in picture.legends[0].get_texts()]
    for issue, amount in held.groupby("issue")["amount"].sum().items():
        assert f"{issue.replace('_', ' ')} ({amount:.1f} at a review)" in names


def test_where_nobody_feels_anything_pictures_say_so(calm: Ledger) -> None:
    """In words, and nothing is drawn."""
    (axes,) = pictures.disputes_over_time(calm).axes
    resented = pictures.who_resents_whom(calm).axes[0]

    assert [text.get_text() for text in axes.texts] == ["nobody has a dispute"]
    assert not axes.patches
    assert "nobody holds anything against anybody" in resented.get_title(loc="left")
    assert not resented.patches
