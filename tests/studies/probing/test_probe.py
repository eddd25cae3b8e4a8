"""Probe: figures of markets that are known in closed form, marks, and worlds that lack what is asked for."""

import math
from pathlib import Path

import pytest

from experiments.validation._markets import plain_market, shops
from simulator import load, measure, probe, simulate
from simulator.scenario.schema import Scenario
from simulator.studies.probing.probe_findings import Finding, Probe
from tests.worlds.small import small_scenario

ALPHA, BETA, PRICE = 2.0, 0.5, 5.0
SEEDS = 3


def market(beta: float = BETA, alpha: float = ALPHA, **more: object) -> Scenario:
    """Return the textbook's market of one product, in one shop at hand for everybody, with a flat logit."""
    products = {"lamp": {"unit_cost": 0.0, "list_price": PRICE, "appeal": alpha}}
    way = {"model": "authorized_dealers", "dealers_per_region": 1, "price_floor": None, **shops()}
    people = {"price_sensitivity": beta}
    return plain_market(3, 1000, products, people, distribution=way, **more)


def odds(price: float, beta: float = BETA) -> float:
    """Return e^(α − βp)."""
    return math.exp(ALPHA - beta * price)


def share(price: float, outlets: int = 1) -> float:
    """Return the share of needs met by so many outlets alike, in the flat logit."""
    return outlets * odds(price) / (1 + outlets * odds(price))


def told(found: Probe, figure: str, part: str = "") -> Finding:
    """Return one finding."""
    return next(one for one in found.findings if (one.figure, one.part) == (figure, part))


@pytest.fixture(scope="module")
def textbook() -> Probe:
    """Return what the textbook's market implies."""
    return probe(market(), SEEDS)


def test_the_own_price_elasticity_is_that_of_the_logit(textbook: Probe) -> None:
    """ln(s(1.05 p)/s(.95 p)) / ln(1.05/.95) lies in the interval; it is −βp(1 − s) all but exactly."""
    by_hand = math.log(share(1.05 * PRICE) / share(0.95 * PRICE)) / math.log(1.05 / 0.95)
    found = told(textbook, "own-price elasticity")

    assert by_hand == pytest.approx(-BETA * PRICE * (1 - share(PRICE)), rel=0.01)
    assert found.estimate.low < by_hand < found.estimate.high
    assert found.estimate.half < 0.5
    assert not found.is_outside
    assert "within" in found.verdict


def test_needs_met_and_share_are_those_of_the_logit(textbook: Probe) -> None:
    """One maker: its share is all, and needs are met as often as the logit says; two in three buy in time."""
    met = told(textbook, "needs met, by anybody").estimate
    penetration = told(textbook, "penetration").estimate

    assert met.mean == pytest.approx(share(PRICE), abs=4 * math.sqrt(0.25 / (3000 * SEEDS)))
    assert told(textbook, "market share").estimate.mean == 1.0
    assert penetration.mean == pytest.approx(
        1 - (1 - share(PRICE)) ** 3, abs=0.1
    )  # needs come by chance, about one a week
    assert met.mean < penetration.mean


@pytest.mark.parametrize("count", [2, 4, 12])
def test_identical_outlets_sell_as_in_the_flat_logit(textbook: Probe, count: int) -> None:
    """That is n e^V / (1 + n e^V) over e^V / (1 + e^V): every offer with luck of its own makes demand."""
    by_hand = share(PRICE, count) / share(PRICE)
    found = told(textbook, "sales of identical outlets", f"{count} over 1 at the list price").estimate

    assert found.mean == pytest.approx(by_hand, rel=0.06)


def test_the_lowest_margin_is_in_closed_form(textbook: Probe) -> None:
    """λ/β, here 1/0.5 = 2 of a price of 5: two fifths, above the sixth that shops keep."""
    margin, of_price = (
        told(textbook, "lowest margin of a best response"),
        told(textbook, "lowest margin over the list price", "lamp"),
    )

    assert margin.estimate.mean == pytest.approx(2.0, rel=1e-9)
    assert margin.unit == "EUR"
    assert of_price.estimate.mean == pytest.approx(0.4, rel=1e-9)
    assert of_price.is_outside
    assert "OUTSIDE, above" in of_price.verdict
    assert "Baye" in of_price.published.source


def test_reach_that_cannot_grow_is_lowered(textbook: Probe) -> None:
    """Everybody has the shop at hand; with four fifths of them four fifths are sold: an elasticity of 1."""
    found = told(textbook, "distribution elasticity").estimate

    assert found.low < 1.0 < found.high or found.mean == pytest.approx(1.0, abs=0.1)


def test_what_is_not_there_is_said(textbook: Probe) -> None:
    """No campaign, no elasticity to advertising."""
    found = told(textbook, "advertising elasticity")

    assert math.isnan(found.estimate.mean)
    assert "no campaign" in found.verdict


def test_an_absurd_sensitivity_is_marked() -> None:
    """βp = 40 where half the needs are met: an elasticity near −20, and a margin of a fortieth."""
    found = probe(market(beta=8.0, alpha=40.0), 2)
    marked = {one.figure for one in found.outside}

    assert {"own-price elasticity", "lowest margin over the list price"} <= marked
    assert "OUTSIDE, below" in told(found, "own-price elasticity").verdict
    assert "Bijmolt" in told(found, "own-price elasticity").published.source


def test_the_table_has_a_row_a_finding() -> None:
    """Every figure of a small world, with a verdict and with what was played."""
    found = probe(small_scenario(weeks=4, customers=60, events=[]), 2)
    table = found.table()

    assert len(table) == len(found.findings)
    assert set(table["figure"]) >= {"advertising elasticity", "gross margin", "penetration"}
    assert (table["verdict"] != "").all()
    assert (table["played"] != "").all()
    assert not found.failures


def test_margins_are_told_by_way_to_market() -> None:
    """Dealers, the maker's own shop and the maker each by its own name, though both sell to customers."""
    dealers = {"model": "authorized_dealers", "dealers_per_region": 2, "opening_stock": 1}
    world = small_scenario(
        weeks=6, customers=300, events=[], distribution=[dealers, {"model": "direct_automated"}]
    )
    found = probe(world, 1)
    margins = {one.part: one for one in found.findings if one.figure == "gross margin"}
    told = measure(simulate(world.changed(detail="sales"), 1), "gross_margin", "channel")

    assert set(margins) == {"maker", "authorized dealers", "own web shop"}
    assert {name: one.estimate.mean for name, one in margins.items()} == pytest.approx(
        {name: told[name] for name in margins}
    )
    assert "by way to market" in margins["maker"].played


def test_a_world_of_streams_tells_what_there_is() -> None:
    """Without customers nothing of them is told, and why; margins and stock are."""
    found = probe(load("scenarios/beer_game.yaml", set=["weeks=12"]), 1)

    assert "no customers" in told(found, "own-price elasticity").why_not
    assert told(found, "stock cover of outlets").estimate.n == 1
    assert (
        told(found, "gross margin", "retailers").estimate.mean == 0.0
    )  # the beer game knows costs, no margins


@pytest.mark.nightly
@pytest.mark.parametrize("file", sorted(Path("scenarios").glob("*.yaml")), ids=lambda file: file.stem)
def test_every_shipped_world_can_be_probed(file: Path) -> None:
    """No run fails, and what cannot be told says why."""
    found = probe(load(file, set=["customers=100"] if file.stem != "beer_game" else []), 1)

    assert not found.failures
    assert all(one.why_not for one in found.findings if math.isnan(one.estimate.mean))
