"""Price waterfall: bars begin where the ones before end, and end at what is left, panel by panel."""

import pytest

from simulator.base.registry import UnknownNameError
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.views import pictures
from simulator.views.pictures.price_waterfall import FIRST, LAST, waterfalls
from tests.ledger import by_hand
from tests.worlds.all_payments import world_of_all_payments


@pytest.fixture(scope="module")
def paid_for_all() -> Ledger:
    """Return a run in which there is a payment for every reason."""
    return simulate(world_of_all_payments(), 3)


def test_bars_follow_each_other_down_to_what_is_left(paid_for_all: Ledger) -> None:
    """Each begins where the one before ends; the last is as long as the metric says."""
    picture = pictures.price_waterfall(paid_for_all, ("acme", "acme marketplace seller 3"))
    told = measure(paid_for_all, "pocket_margin", "firm")

    for axes, name in zip(picture.axes, ("acme", "acme marketplace seller 3"), strict=False):
        first, *steps, last = axes.patches
        ends = [first.get_x() + first.get_width()]
        for bar in steps:
            assert bar.get_x() == pytest.approx(ends[-1])
            ends.append(bar.get_x() + bar.get_width())
        assert axes.get_title(loc="left") == name
        assert last.get_width() == pytest.approx(told[name])
        assert ends[-1] == pytest.approx(told[name], abs=0.01 * len(ends))
    labels = [label.get_text() for label in picture.axes[0].get_yticklabels()]
    assert (labels[0], labels[-1]) == (FIRST, LAST)
    assert "promotions" not in labels


def test_many_firms_are_drawn_together_by_kind_and_a_platform_apart_from_its_sellers(
    paid_for_all: Ledger,
) -> None:
    """In the mean of units that they sold; each firm on its own where it is named."""
    each = waterfalls(paid_for_all)

    assert each.index.tolist() == [
        "acme", "4 × dealer", "wholesaler", "marketplace", "3 × marketplace seller", "depot",
    ]  # fmt: skip
    assert each.loc["marketplace", "commissions"] > 0.0 > each.loc["3 × marketplace seller", "commissions"]
    with pytest.raises(UnknownNameError, match="did you mean 'acme depot'"):
        waterfalls(paid_for_all, ("acme depott",))


def test_where_nothing_is_sold_nothing_is_drawn() -> None:
    """An empty picture, and no fault."""
    (axes,) = pictures.price_waterfall(by_hand.blank()).axes

    assert not axes.patches
