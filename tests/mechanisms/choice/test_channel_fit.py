"""Fit: the formula on drawn numbers, its limits, and that only a shortfall moves anybody."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from simulator.domain.product.service_requirements import ARCHETYPES, REQUIREMENTS, FitWeights, Levels
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.market.simulate import opened, simulate
from simulator.mechanisms.choice.channel_fit import fit, shortfall
from simulator.scenario.schema import Scenario
from tests.worlds.small import small_scenario, small_world

share = st.floats(0, 1)
five = st.lists(share, min_size=5, max_size=5)
weights = st.lists(st.floats(0, 10), min_size=5, max_size=5).filter(lambda w: sum(w) > 1e-6)


@given(raw=weights, needs=five, capabilities=five)
def test_fit_is_one_less_the_weighted_shortfall(
    raw: list[float], needs: list[float], capabilities: list[float]
) -> None:
    """1 − Σ ω (need − capability)₊, in [0, 1], whatever the numbers."""
    omega = FitWeights(importance=dict(zip(REQUIREMENTS, raw, strict=True))).shares()
    found = float(fit(omega, needs, capabilities))
    by_hand = 1 - sum(
        w / sum(raw) * max(0.0, n - c) for w, n, c in zip(raw, needs, capabilities, strict=True)
    )

    assert sum(omega) == pytest.approx(1)
    assert found == pytest.approx(by_hand, abs=1e-9)
    assert 0 <= found <= 1


@given(needs=five, capabilities=five, more=five)
def test_to_be_capable_of_more_than_is_asked_for_adds_nothing(
    needs: list[float], capabilities: list[float], more: list[float]
) -> None:
    """Beyond the need, capability leaves fit where it is; below it, it never lowers fit."""
    omega = FitWeights().shares()

    def of(levels: list[float]) -> float:
        return float(fit(omega, needs, levels))

    enough = [max(n, c) for n, c in zip(needs, capabilities, strict=True)]
    surplus = [min(1.0, level + m) for level, m in zip(enough, more, strict=True)]

    assert of(surplus) == of(enough) == 1.0
    assert of([max(c, m) for c, m in zip(capabilities, more, strict=True)]) >= of(capabilities) - 1e-12


def fitted(needs: Levels | None, capabilities: Levels, weight: float) -> Scenario:
    """Return the small world with a product that asks, dealers who can, and people who mind."""
    world = small_world()
    world["products"]["lamp"]["needs"] = needs
    world["distribution"] = {"model": "authorized_dealers", "capabilities": capabilities}
    for segment in world["segments"].values():
        segment["fit"] = {"weight": weight}
    return Scenario.model_validate_json(json.dumps(world))


@settings(max_examples=15, deadline=None)
@given(needs=five, capabilities=five, weight=st.floats(0, 5))
def test_appeal_falls_by_weight_times_shortfall(
    needs: list[float], capabilities: list[float], weight: float
) -> None:
    """The window's table differs from the same world without needs by just that, offer by offer."""
    asks = dict(zip(REQUIREMENTS, needs, strict=True))
    can = dict(zip(REQUIREMENTS, capabilities, strict=True))
    tables = []
    for scenario in (fitted(None, can, weight), fitted(asks, can, weight)):
        market = opened(scenario, 1)
        market.step()
        dealers = [at for at, name in enumerate(market.run_tables.outlets) if "dealer" in name]
        tables.append(market.week_tables.utility["benefits"][0][:, dealers, market.product_number["lamp"]])
    lost = weight * sum(max(0.0, n - c) for n, c in zip(needs, capabilities, strict=True)) / 5

    assert tables[0] - tables[1] == pytest.approx(np.full(tables[0].shape, lost), abs=1e-9)


def test_a_product_that_asks_for_nothing_is_sold_as_before() -> None:
    """Capabilities and weights alone change no ledger; nor do needs that everybody meets."""
    world = {"customers": 1000, "response": {"initial_adstock": 3.0}}
    products = small_world()["products"]

    def played(needs: object, weight: float) -> str:
        lamp = {**products["lamp"], "needs": needs}
        people = {name: {**s, "fit": {"weight": weight}} for name, s in small_world()["segments"].items()}
        return simulate(
            small_scenario(products={**products, "lamp": lamp}, segments=people, **world), 5
        ).content_hash()

    plain = simulate(small_scenario(**world), 5).content_hash()
    assert played(None, 9.0) == played(dict.fromkeys(REQUIREMENTS, 0.0), 9.0) == plain
    assert played("commodity", 0.0) == plain
    assert played("commodity", 2.0) != plain


@pytest.mark.parametrize("name", DISTRIBUTION_MODELS.names())
def test_a_model_says_what_its_outlets_can_do(name: str) -> None:
    """Each names every requirement; a file may name some, and the others stay."""
    if not any(
        member.format
        for member in opened(small_scenario(distribution={"model": name}, competition=[]), 1).header.members
    ):
        pytest.skip("it draws no outlets")
    field = DISTRIBUTION_MODELS.get(name).model_fields["capabilities"]
    usual = field.get_default()
    model = DISTRIBUTION_MODELS.get(name).model_validate_json('{"capabilities": {"hands_on": 0.77}}')

    assert set(usual) == set(REQUIREMENTS), f"{name}: `capabilities` should name all of {REQUIREMENTS}"
    assert model.capabilities == {**usual, "hands_on": 0.77}


def test_weights_that_are_all_nought_are_refused() -> None:
    """Nothing can be shared out by them."""
    with pytest.raises(ValidationError, match="all weights"):
        FitWeights(importance={"trust": 0.0})


def test_the_usual_kinds_ask_for_different_things() -> None:
    """Each is asked most for something that another asks least for, so that no outlet suits all three."""
    for requirement in REQUIREMENTS:
        asked = [kind[requirement] for kind in ARCHETYPES.values()]
        assert max(asked) - min(asked) >= 0.5
    assert shortfall([0.2] * 5, [1.0] * 5, [0.0] * 5) == pytest.approx(1)
