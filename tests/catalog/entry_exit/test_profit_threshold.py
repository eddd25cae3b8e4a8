"""Staying rules: who enters and who leaves, by the rule's own words on histories drawn at test time."""

from math import fsum

from hypothesis import assume, given
from hypothesis import strategies as st

from simulator.catalog.entry_exit.profit_threshold import ProfitThreshold
from simulator.domain.decisions.entry_exit import EntryExitView

rules = st.builds(
    ProfitThreshold,
    entry_profit=st.floats(0, 500),
    entry_weeks=st.integers(1, 30),
    exit_weeks=st.integers(1, 30),
    spread=st.floats(0, 1),
    pioneers=st.floats(0, 1),
)
histories = st.lists(st.floats(-1000, 1000), min_size=61, max_size=80).map(tuple)
luck = st.floats(0, 1)


def seen(profits: tuple[float, ...], own: float = 0.5, alike: int = 3, chance: float = 0.5) -> EntryExitView:
    """Return what a member sees."""
    return EntryExitView(week=100, profits=profits, alike=alike, luck=own, chance=chance)


@given(rule=rules, profits=histories, own=luck)
def test_it_enters_when_others_earned_more_than_its_threshold(
    rule: ProfitThreshold, profits: tuple[float, ...], own: float
) -> None:
    """Their mean over its own weeks against its own threshold; a thousandth more or less decides."""
    times = 1 + rule.spread * (2 * own - 1)
    weeks = max(1, int(rule.entry_weeks * times))
    lacking = rule.entry_profit * times - fsum(profits[-weeks:]) / weeks

    for off, answer in ((+1e-3, True), (-1e-3, False)):
        shifted = tuple(profit + lacking + off for profit in profits)
        assert rule.enters(seen(shifted, own)) is answer


@given(rule=rules, profits=histories, own=luck)
def test_it_leaves_when_it_has_lost_money_over_its_weeks(
    rule: ProfitThreshold, profits: tuple[float, ...], own: float
) -> None:
    """The sum over its own weeks; what was before does not count."""
    weeks = max(1, int(rule.exit_weeks * (1 + rule.spread * (2 * own - 1))))
    mean = fsum(profits[-weeks:]) / weeks

    for off, answer in ((-1e-3, True), (+1e-3, False)):
        shifted = tuple(profit - mean + off for profit in profits[-weeks:])
        assert rule.leaves(seen((-1e9 * off,) * 5 + shifted, own)) is answer


@given(rule=rules, own=luck)
def test_nobody_judges_by_fewer_weeks_than_its_own(rule: ProfitThreshold, own: float) -> None:
    """However good or bad they were."""
    times = 1 + rule.spread * (2 * own - 1)
    few = {weeks: max(1, int(weeks * times)) - 1 for weeks in (rule.entry_weeks, rule.exit_weeks)}

    assert not rule.enters(seen((1e6,) * few[rule.entry_weeks], own))
    assert not rule.leaves(seen((-1e6,) * few[rule.exit_weeks], own))


@given(rule=rules, profits=histories, chance=luck)
def test_where_nobody_is_left_only_pioneers_enter(
    rule: ProfitThreshold, profits: tuple[float, ...], chance: float
) -> None:
    """By chance, whatever was earned."""
    assert rule.enters(seen(profits, alike=0, chance=chance)) is (chance < rule.pioneers)


@given(rule=rules, one=luck, other=luck)
def test_members_differ_in_patience(rule: ProfitThreshold, one: float, other: float) -> None:
    """Who is luckier looks longer, or as long, and asks for more, or as much."""
    assume(one < other)

    assert rule.own_weeks(rule.entry_weeks, one) <= rule.own_weeks(rule.entry_weeks, other)
    assert rule.own(one) <= rule.own(other)
