"""Fit: settings recovered from a world's own metrics and from the textbook's formula, and what is refused."""

import math

import numpy as np
import pytest

import simulator
from experiments.validation._markets import plain_market, shops
from simulator import InputError, fit
from simulator.scenario.save import fingerprint
from simulator.scenario.schema import Scenario
from simulator.studies.fitting.fit_error import FitError
from simulator.studies.fitting.fit_findings import Fit, FittedSetting, ReachedTarget
from simulator.studies.fitting.free_setting import free_setting
from simulator.studies.fitting.measured import MeasuredWorlds
from simulator.studies.fitting.target import target as fit_target
from simulator.studies.runs.statistics import Estimate
from tests.worlds.small import small_scenario

ALPHA, BETA, PRICE = 2.0, 0.5, 5.0
CUSTOMERS, WEEKS, SEEDS = 500, 4, 3
APPEAL, SENSITIVITY = "products.lamp.appeal", "segments.all.price_sensitivity"


def market(alpha: float = ALPHA, beta: float = BETA) -> Scenario:
    """Return the textbook's market of one product in one shop at hand for everybody, with a flat logit."""
    products = {"lamp": {"unit_cost": 0.0, "list_price": PRICE, "appeal": alpha}}
    way = {"model": "authorized_dealers", "dealers_per_region": 1, "price_floor": None, **shops()}
    return plain_market(WEEKS, CUSTOMERS, products, {"price_sensitivity": beta}, distribution=way)


def setting(found: Fit, key: str) -> FittedSetting:
    """Return one fitted setting."""
    return next(one for one in found.settings if one.key == key)


def target(found: Fit, name: str) -> ReachedTarget:
    """Return one target."""
    return next(one for one in found.targets if one.target.name == name)


def test_appeal_is_what_the_logit_says() -> None:
    """Three needs in ten met: α = ln(.3/.7) + βp = 1.6527."""
    by_hand = math.log(0.3 / 0.7) + BETA * PRICE
    found = fit(market(), {"needs_met_by_anybody": 0.3}, [APPEAL], SEEDS)
    needs = CUSTOMERS * WEEKS * SEEDS
    luck = math.sqrt(0.3 * 0.7 / needs) / (0.3 * 0.7)

    assert setting(found, APPEAL).estimate.mean == pytest.approx(by_hand, abs=4 * luck)
    assert target(found, "needs_met_by_anybody").is_reached
    assert found.is_reached
    assert (
        found.scenario.products["lamp"].appeal == setting(found, APPEAL).values["products", "lamp", "appeal"]
    )
    assert setting(found, APPEAL).start == ALPHA


def test_a_market_of_few_is_fitted_as_one_that_is_so_many_times_as_large() -> None:
    """Fifty people, ten times over, are as five hundred; what grows with them is told of the fifty."""
    few = market().changed(customers=CUSTOMERS // 10)
    found = fit(few, {"units_sold": 60.0}, [APPEAL], SEEDS, times=10)
    many = fit(market(), {"units_sold": 600.0}, [APPEAL], SEEDS)

    assert setting(found, APPEAL).estimate.mean == setting(many, APPEAL).estimate.mean
    assert target(found, "units_sold").reached.mean == pytest.approx(
        target(many, "units_sold").reached.mean / 10
    )
    assert (found.scenario.customers, found.times) == (CUSTOMERS // 10, 10)


def test_a_market_that_starts_far_away_is_reached_in_few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of sales that follow settings by factors, sixty times too many: a plane of logarithms holds."""
    asked: list[Scenario] = []

    def measured(_: MeasuredWorlds, worlds: list[Scenario]) -> list[np.ndarray]:
        found = []
        for world in worlds:
            alpha = world.products["lamp"].appeal
            loss = world.segments["all"].parameter("price_sensitivity") * PRICE
            told = 10 * math.exp(alpha - loss), 0.3 * math.exp(0.5 * alpha - 2 * loss)
            found.append(np.array([[one] * SEEDS for one in told]))
            asked.append(world)
        return found

    monkeypatch.setattr(MeasuredWorlds, "at", measured)
    monkeypatch.setattr(MeasuredWorlds, "first", lambda self, world: measured(self, [world])[0])
    targets = {"units_sold": 10 * math.exp(1.0 - 2.0), "needs_met_by_anybody": 0.3 * math.exp(0.5 - 4.0)}
    found = fit(market(5.0, 0.38), targets, [APPEAL, SENSITIVITY], SEEDS)

    assert found.is_reached
    assert len({fingerprint(world) for world in asked}) <= 6  # three of them to tell the settings apart


@pytest.mark.parametrize("times", [0, -3, 1.5, True, "7", 10_001])
def test_a_market_is_a_whole_number_of_times_as_large(times: object) -> None:
    """Else it is said how large it may be, and nothing is played."""
    with pytest.raises(InputError, match="times: should be a whole number of 1 to 10,000"):
        fit(market(), {"units_sold": 60.0}, [APPEAL], SEEDS, times=times)  # type: ignore[arg-type]


def test_too_many_people_are_not_played() -> None:
    """A market of five hundred is not fitted ten thousand times as large."""
    with pytest.raises(FitError, match="5,000,000 customers are played; at most 1,000,000"):
        fit(market(), {"units_sold": 60.0}, [APPEAL], SEEDS, times=10_000)


@pytest.mark.nightly
def test_known_settings_are_recovered_from_a_worlds_own_metrics() -> None:
    """The same seeds at α = 2.5 and β = .6 tell what is to be reached: from 2 and .5 they are found."""
    hidden = simulator.probe(market(2.5, 0.6), SEEDS)
    values = {one.figure: one.estimate.mean for one in hidden.findings if not one.part}
    wanted = {name: values[name] for name in ("units a year", "own-price elasticity")}
    targets = {"units_a_year": wanted["units a year"], **_elasticity(wanted)}
    # so few customers move in steps of about a hundredth
    found = fit(market(), targets, seeds=SEEDS, tolerance=0.02)

    assert [one.key for one in found.settings] == [APPEAL, "segments.*.price_sensitivity"]
    assert found.is_reached
    for name, value in wanted.items():
        reached = next(one for one in found.targets if one.target.value == value)
        assert abs(reached.reached.mean - value) <= max(reached.tolerance, reached.start.half / 4), name
    assert setting(found, APPEAL).estimate.mean == pytest.approx(2.5, abs=0.35)
    assert found.scenario.segments["all"].price_sensitivity == pytest.approx(0.6, rel=0.12)


def _elasticity(wanted: dict[str, float]) -> dict[str, float]:
    return {"own_price_elasticity": wanted["own-price elasticity"]}


def test_what_is_told_is_played() -> None:
    """The fitted world on the same seeds gives the values reached, to the bit; all else is as it was."""
    found = fit(market(), {"units_sold": 700.0}, [APPEAL], SEEDS)
    again = simulator.replicate(found.scenario, SEEDS, metrics=["units_sold"])
    reached = target(found, "units_sold")

    assert again.rows["value"].mean() == reached.reached.mean
    assert reached.residual.mean == pytest.approx(reached.reached.mean - 700.0)
    back = found.scenario.model_dump(mode="json")
    back["products"]["lamp"]["appeal"] = ALPHA
    assert back == market().model_dump(mode="json")
    assert fingerprint(found.start) == fingerprint(market())


def test_what_a_target_needs_is_kept() -> None:
    """Sales by cohort are played where they are aimed at: they are all sales, and fit what these fit."""
    one, other = (fit(market(), {name: 700.0}, [APPEAL], SEEDS) for name in ("cohort_units", "units_sold"))

    assert setting(one, APPEAL).estimate == setting(other, APPEAL).estimate
    assert not one.scenario.cohorts


def test_what_stands_at_its_targets_stays() -> None:
    """No value is moved, nor rounded."""
    world = market(1.23456789)
    sold = float(simulator.replicate(world, SEEDS, metrics=["units_sold"]).rows["value"].mean())
    found = fit(world, {"units_sold": sold}, [APPEAL], SEEDS)

    assert found.scenario == world
    assert setting(found, APPEAL).estimate.mean == 1.23456789


def test_a_target_out_of_reach_is_told_with_what_is_nearest() -> None:
    """Everybody cannot buy when appeal ends at 3: the nearest share is the logit's there."""
    found = fit(market(), {"needs_met_by_anybody": 0.95}, [f"{APPEAL}=1..3"], SEEDS)
    missed = target(found, "needs_met_by_anybody")
    nearest = 1 / (1 + math.exp(BETA * PRICE - 3.0))

    assert not found.is_reached
    assert found.out_of_reach == [missed]
    assert missed.reached.mean == pytest.approx(nearest, abs=0.04)
    assert "OUT OF REACH" in found.verdict(missed)
    assert f"{APPEAL} stands at its highest, 3" in found.verdict(missed)


@pytest.mark.parametrize(
    ("residual", "half", "verdict"),
    [
        pytest.param(-0.0258, 0.0296, "NOT REACHED: 0.4742, and seeds too few", id="six tolerances wide"),
        pytest.param(-0.0145, 0.0151, "NOT REACHED: 0.4855, and seeds too few", id="just over three"),
        pytest.param(-0.0145, 0.0149, "within luck", id="just under three"),
        pytest.param(-0.0258, 0.0149, "OUT OF REACH: the nearest is 0.4742", id="off, whatever luck does"),
        pytest.param(-0.0049, 0.0296, "reached", id="within the tolerance"),
    ],
)
def test_few_seeds_do_not_excuse_a_target_that_is_off(residual: float, half: float, verdict: str) -> None:
    """Half a share of needs, to a hundredth: an interval that holds it because it holds anything is none."""
    scenario = market()
    at = 0.5 + residual
    reached = Estimate(at, at - half, at + half, 3, 3)
    one = ReachedTarget(fit_target(scenario, "needs_met_by_anybody", 0.5), reached, reached, 0.005)
    free = FittedSetting(free_setting(scenario, APPEAL), {}, Estimate(2.0, 1.9, 2.1, 3, 3))
    found = Fit(scenario, scenario, (1, 2, 3), (free,), (one,), 0.01, ())

    assert found.verdict(one).startswith(verdict)
    assert found.is_reached is (verdict in {"reached", "within luck"})
    assert ("play more" in found.verdict(one)) is ("seeds too few" in verdict)


def test_more_targets_than_settings_are_met_as_well_as_can_be() -> None:
    """Two shares that exclude each other: between them, and no failure."""
    wanted = {"needs_met_by_anybody": 0.3, "units_a_year": _units(0.5)}
    found = fit(market(), wanted, [APPEAL], SEEDS)
    met = target(found, "needs_met_by_anybody").reached.mean

    assert 0.3 < met < 0.5
    assert found.is_reached
    assert "more targets than settings" in found.verdict(target(found, "needs_met_by_anybody"))


def _units(share: float) -> float:
    """Return the units a year of a share of needs met, of which each customer has one a week."""
    return 52 * CUSTOMERS * share


@pytest.mark.parametrize(
    ("targets", "settings", "why"),
    [
        ({"units_a_year": 9.0}, [APPEAL, SENSITIVITY], "2 settings cannot be told from 1 target"),
        ({"units_a_year": 9.0}, ["products.lamp.list_price", "products.*.list_price"], "named twice"),
        ({"units_a_year": 9.0}, ["weeks"], "whole number"),
        ({"units_a_year": 9.0}, ["products.lamp.maker"], "no number"),
        ({"units_a_year": 9.0}, ["products.lampe.appeal"], "did you mean 'lamp'"),
        ({"units_a_yaer": 9.0}, [APPEAL], "did you mean 'units_a_year'"),
        ({"conflict": 9.0}, None, "which setting"),
        ({"market_share": 0.5}, None, "which setting"),
        ({"gross_margin:tier": 0.2}, [APPEAL], "name one"),
        ({"units_sold:week:3": 9.0}, [APPEAL], "no single number"),
    ],
)
def test_what_cannot_be_fitted_is_refused_before_anything_is_played(
    targets: dict[str, float], settings: list[str] | None, why: str
) -> None:
    """In a sentence that says what can be done."""
    played: list[int] = []
    with pytest.raises(InputError, match=why):
        fit(market(), targets, settings, SEEDS, progress=lambda done, of: played.append(done + of))

    assert not played


def test_a_setting_that_moves_no_target_is_refused() -> None:
    """What making a lamp costs is nothing to customers."""
    world = market().changed(
        products={"lamp": {**market().products["lamp"].model_dump(mode="json"), "unit_cost": 1.0}}
    )
    with pytest.raises(FitError, match=r"products\.lamp\.unit_cost moves no target \(units_sold\)"):
        fit(world, {"units_sold": 700.0}, ["products.lamp.unit_cost"], SEEDS)


def test_settings_that_move_everything_alike_are_refused() -> None:
    """Units and needs met both follow α − βp alone: any of many pairs of α and β would do."""
    wanted = {"units_sold": 700.0, "needs_met_by_anybody": 0.5}
    with pytest.raises(FitError, match="cannot be told apart") as refusal:
        fit(market(), wanted, [APPEAL, SENSITIVITY], SEEDS)

    assert APPEAL in str(refusal.value)
    assert SENSITIVITY in str(refusal.value)


def test_a_target_without_a_value_is_refused() -> None:
    """Nothing is sold at the start, so there is no elasticity; a part that is none names those there are."""
    with pytest.raises(FitError, match="has no value in the world as it stands"):
        fit(market(alpha=-40.0), {"own_price_elasticity": -2.0}, [SENSITIVITY], SEEDS)
    with pytest.raises(FitError, match="has no value in the world as it stands"):
        fit(market(), {"gross_margin:tier:dealer of dreams": 0.3}, [APPEAL], 1)
    with pytest.raises(FitError, match="name one of its parts"):
        fit(market(), {"sales_of_identical_outlets": 2.0}, [APPEAL], 1)


def test_a_world_that_cannot_be_moved_is_refused() -> None:
    """Shares of segments sum to one: one alone has nowhere to go."""
    with pytest.raises(FitError, match="there is no world"):
        fit(small_scenario(weeks=6), {"units_sold": 20.0}, ["segments.readers.share"], 1)


def test_several_values_move_together() -> None:
    """By one multiple; the multiple is told, and each value is written."""
    world = small_scenario(weeks=8, customers=400, events=[])
    found = fit(world, {"units_a_year": 250.0}, ["segments.*.price_sensitivity"], SEEDS)
    (one,) = found.settings
    values = [segment.price_sensitivity for segment in found.scenario.segments.values()]

    assert one.start == 1.0
    assert values == pytest.approx([0.02 * one.estimate.mean, 0.05 * one.estimate.mean], rel=1e-3)
    assert list(one.values.values()) == values


def test_the_table_has_a_row_a_setting_and_a_target() -> None:
    """With residual and interval."""
    table = fit(market(), {"units_sold": 700.0}, [APPEAL], SEEDS).table()

    assert list(table["kind"]) == ["setting", "target"]
    assert table["residual"].iloc[1] == table["value"].iloc[1] - 700.0
    assert table["low"].iloc[1] <= table["value"].iloc[1] <= table["high"].iloc[1]
    assert list(table["unit"]) == ["", "units"]
