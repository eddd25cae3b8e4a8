"""Advise: the ranking, the reasons and the flips, against what can be worked out by hand."""

import numpy as np
import pytest

from simulator.domain.people.group_roles import as_decider
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from simulator.studies.advice.advice import EVERYBODY
from simulator.studies.advice.advise import AdviceError, advise, with_model
from simulator.studies.advice.setting_range import SettingRange, SettingRangeError, default_ranges, range_of
from tests.worlds.small import small_scenario, small_world

SEEDS = (31, 32, 33)
WAYS = ("direct_automated", "authorized_dealers")


def world(**changes: object) -> Scenario:
    """Return a world in which both ways sell well, and prices do not follow costs."""
    products = small_world()["products"]
    products["lamp"] = {**products["lamp"], "appeal": 2.0, "digital": True, "needs": "niche"}
    products["bulb"] = {**products["bulb"], "digital": True}
    return small_scenario(
        **{
            "customers": 1500,
            "products": products,
            "response": {"initial_adstock": 3.0},
            "events": [],
            **changes,
        }
    )


FEW = {"customers": 300, "weeks": 4}
"""Enough where what is asked is exact in every run."""
TWO = SEEDS[:2]
"""Seeds of which means are told apart from runs, where what is asked is exact."""


def alone(way: str, metric: str, customers: int = 1500, weeks: int = 12, **terms: float) -> np.ndarray:
    """Return a metric of one way, seed by seed, from runs of its own."""
    given = world(customers=customers, weeks=weeks)
    scenario = given.using(way, **terms) if terms else with_model(given, way)
    return np.array([measure(simulate(scenario, seed), metric) for seed in SEEDS])


@pytest.mark.nightly
def test_the_flip_is_where_it_is_by_hand() -> None:
    """Handling is paid for each sale and moves nobody: the lead is a straight line in it.

    lead(c) = contribution(0) − c · units − the dealers' contribution, so they change places at
    c* = (contribution(0) − the dealers' contribution) / units, by means over the seeds.
    """
    at_nought, units = (alone(WAYS[0], metric, sale_cost=0.0) for metric in ("contribution", "units_sold"))
    dealers = alone(WAYS[1], "contribution")
    by_hand = float((at_nought - dealers).mean() / units.mean())
    most = round(2.5 * by_hand, 1)
    over = f"direct_automated.sale_cost=0..{most}"

    advice = advise(world(), WAYS, seeds=SEEDS, over=[over], without=[])
    ((customers, flip),) = advice.break_evens

    assert 0 < by_hand < most
    assert customers == EVERYBODY
    assert flip.at == pytest.approx(by_hand, abs=0.01 * most)
    assert flip.low < by_hand < flip.high


@pytest.mark.nightly
def test_no_flip_is_said_where_there_is_none() -> None:
    """Beyond the point found by hand nothing turns any more."""
    at_nought, units = (alone(WAYS[0], metric, sale_cost=0.0) for metric in ("contribution", "units_sold"))
    by_hand = float((at_nought - alone(WAYS[1], "contribution")).mean() / units.mean())
    range_ = SettingRange("direct_automated.sale_cost", 1.5 * by_hand, 3 * by_hand)

    ((_, flip),) = advise(world(), WAYS, seeds=SEEDS, over=[range_], without=[]).break_evens

    assert flip.at is None
    assert np.isnan(flip.low)


def test_the_ranking_is_by_the_means_of_the_runs() -> None:
    """And each is behind the first by the mean of the paired differences."""
    advice = advise(world(**FEW), [*WAYS, "exclusive"], seeds=SEEDS, over=[], without=[])
    means = {way: alone(way, "contribution", **FEW) for way in (*WAYS, "exclusive")}

    assert [s.way for s in advice.ranking] == sorted(means, key=lambda way: -means[way].mean())
    for standing in advice.ranking:
        assert standing.mean.mean == pytest.approx(means[standing.way].mean())
        if standing.lead is not None:
            gap = means[advice.best()] - means[standing.way]
            assert standing.lead.difference.mean == pytest.approx(gap.mean())
    assert advice.ranking[0].lead is None


def test_the_parts_sum_to_the_lead_and_a_mechanism_to_what_runs_without_it_say() -> None:
    """Exactly, whatever the way: margin given away, handling, goods, units, price."""
    goods = {n: {**p, "digital": False} for n, p in small_world()["products"].items()}
    scenario = world(**FEW, products=goods)
    for ways in (("open_resale", "direct_automated"), ("authorized_dealers", "direct_assisted")):
        (lead,) = advise(scenario, ways, seeds=TWO, over=[], without=["reach"]).leads
        assert sum(part.effect.mean for part in lead.parts) == pytest.approx(lead.lead.difference.mean)
        (reach,) = lead.mechanisms
        left = [
            np.array(
                [
                    measure(
                        simulate(with_model(scenario, way).changed(switched_off=["reach"]), seed),
                        "contribution",
                    )
                    for seed in TWO
                ]
            )
            for way in (lead.first, lead.second)
        ]
        assert reach.effect.mean == pytest.approx(lead.lead.difference.mean - (left[0] - left[1]).mean())


def test_a_segment_is_asked_for_alone() -> None:
    """As if everybody were like it: the same as a scenario that has nobody else."""
    advice = advise(world(**FEW), WAYS, by_segment=True, seeds=TWO, over=[], without=[])
    segments = small_world()["segments"]
    readers = world(**FEW, segments={"readers": {**segments["readers"], "share": 1.0}})
    only = advise(readers, WAYS, seeds=TWO, over=[], without=[])

    assert [s.customers for s in advice.ranking] == [k for k in (EVERYBODY, *segments) for _ in WAYS]
    assert [s.mean for s in advice.ranking if s.customers == "readers"] == [s.mean for s in only.ranking]


def test_a_buying_group_is_asked_for_with_its_decider() -> None:
    """As a scenario of nobody else, in which the segment weighs things itself as its decider does."""
    segments = small_world()["segments"]
    segments["readers"] |= {"buying_group": {"decider": "savers"}}
    grouped = world(**FEW, segments=segments)
    alone = as_decider(grouped.segments, "readers").model_dump(mode="json")
    alone |= {"share": 1.0, "buying_group": None}
    advice = advise(grouped, WAYS, by_segment=True, seeds=TWO, over=[], without=[])
    only = advise(world(**FEW, segments={"readers": alone}), WAYS, seeds=TWO, over=[], without=[])

    assert [s.mean for s in advice.ranking if s.customers == "readers"] == [s.mean for s in only.ranking]


@pytest.mark.nightly
def test_another_metric_and_several_jobs() -> None:
    """Ranked by what is asked for, the same for any number of processes."""
    tables = [
        advise(
            world(customers=300), WAYS, metric="units_sold", seeds=2, over=[], without=["fit"], jobs=jobs
        ).table()
        for jobs in (1, 2)
    ]

    assert tables[0].equals(tables[1])
    assert set(tables[0]["what"]) == {"ranking", "lead", "measured", "lead lost without"}


def test_a_hybrid_is_a_way_too() -> None:
    """And the way that a file takes keeps the terms that the file gives it."""
    own = world(distribution={"model": "authorized_dealers", "margin": 0.41})

    assert [way.margin for way in with_model(own, "authorized_dealers").distribution] == [0.41]
    assert len(with_model(own, "authorized_dealers+direct_automated").distribution) == 2


@pytest.mark.parametrize(
    ("ways", "told"),
    [
        (["direct_automatd", "exclusive"], "did you mean 'direct_automated'"),
        (["exclusive"], "give 2 to 20 ways"),
        (["exclusive", "exclusive"], "give 2 to 20 ways"),
        ([], "give 2 to 20 ways"),
        (["exclusive", "authorized_dealers+"], "no distribution model called ''"),
        (["exclusive", "direct_automated+direct_automated"], "two members are called"),
    ],
)
def test_ways_that_cannot_be_compared_are_refused_before_anything_is_played(
    ways: list[str], told: str
) -> None:
    """With what is wrong, and what was meant."""
    with pytest.raises(AdviceError, match=told):
        advise(world(), ways, seeds=1, play=_never)


@pytest.mark.parametrize(
    ("over", "told"),
    [
        ("", "should be 'key.path=low..high'"),
        ("products.lamp.list_price", "should be"),
        ("products.lamp.list_price=1", "should be"),
        ("products.lamp.list_price=90..80", "below the second"),
        ("products.lamp.list_price=nan..80", "'nan' is no number"),
        ("products.lamp.list_price=a..b", "'a' is no number"),
        ("products.lamp.list_price=1..inf", "'inf' is no number"),
        ("products.lamp.list_prize=1..2", "did you mean 'list_price'"),
        ("products.*.maker=1..2", "is no number here"),
        ("products.lamp=1..2", "is no number here"),
        ("products.lamp.list_price=-5..80", "cannot be -5"),
        ("products.lamp.needs=now..comodity", "did you mean 'commodity'"),
        ("direct_automated.sale_cos=0..5", "did you mean 'sale_cost'"),
        ("direct_automated=0..5", "a whole way to market"),
        ("exclusive.margin=0..0.5", "none of the ways compared"),
        ("weeks.3=0..5", "there is no setting '3'"),
        ("=0..5", "should be"),
        ("a..b=0..5", "should be"),
    ],
)
def test_a_wrong_range_is_refused_before_anything_is_played(over: str, told: str) -> None:
    """Whatever is written there."""
    with pytest.raises(SettingRangeError, match=told):
        advise(world(), WAYS, seeds=1, over=[over], play=_never)


def _never(scenario: Scenario, seed: int) -> Ledger:
    raise AssertionError(f"nothing was to be played, and {scenario.name} was, on {seed}")


def test_what_serves_no_people_is_no_way_to_market() -> None:
    """A stream of demand pays whoever serves it, but nobody chose: it is left out, and refused by name."""
    small = world(customers=30, weeks=1, campaigns=[], competition=[])
    ways = {standing.way for standing in advise(small, seeds=1, over=[], without=[]).ranking}

    assert {"authorized_dealers", "open_resale"} <= ways
    assert "supply_line" not in ways
    with pytest.raises(AdviceError, match="supply_line has no outlets"):
        advise(small, ["direct_automated+supply_line", "authorized_dealers"])


def test_what_a_range_sets() -> None:
    """Values, multiples of each, all that is asked for; whole numbers stay whole."""
    scenario = world()
    readers, savers = (small_world()["segments"][name]["price_sensitivity"] for name in ("readers", "savers"))
    doubled = range_of("segments.*.price_sensitivity=0.5x..2x").put(scenario, 2.0).segments

    assert [s.price_sensitivity for s in doubled.values()] == [2 * readers, 2 * savers]
    assert (
        range_of("products.lamp.list_price=50..150").put(scenario, 75.5).products["lamp"].list_price == 75.5
    )
    assert range_of("customers=10..20").put(scenario, 12.6).customers == 13
    moved = range_of("products.lamp.needs=now..commodity").put(scenario, 0.5).products["lamp"].needs
    assert isinstance(moved, dict)
    assert moved["reach"] == pytest.approx((0.3 + 0.9) / 2)
    assert range_of("products.lamp.list_price=50..150").now(scenario) == 100
    for over in default_ranges(scenario):
        assert over.put(scenario, over.high)
