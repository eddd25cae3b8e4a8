"""Model defaults lie under every block that names the distribution model."""

from pathlib import Path

import pytest

from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from simulator.scenario.save import to_yaml
from tests.worlds.small import small_world, written

USUAL = [{"model": "direct_automated", "sale_cost": 3.5, "reach": 0.6}, {"model": "exclusive", "margin": 0.2}]


@pytest.mark.parametrize(
    "way", ["direct_automated", {"model": "direct_automated"}, [{"model": "direct_automated", "reach": 0.6}]]
)
def test_a_way_that_says_nothing_else_is_as_usual(way: object, tmp_path: Path) -> None:
    """However it is written, in a list or alone."""
    (model,) = load(written(tmp_path / "world.yaml", model_defaults=USUAL, distribution=way)).distribution

    assert (model.sale_cost, model.reach, model.price) == (3.5, 0.6, 1.0)


def test_what_a_way_says_itself_lies_above(tmp_path: Path) -> None:
    """In the distribution, among competitors and in what an event opens; other models are as by default."""
    given = load(
        written(
            tmp_path / "world.yaml",
            model_defaults=USUAL,
            distribution=[{"model": "direct_automated", "reach": 0.9}, {"model": "authorized_dealers"}],
            competition=[{"model": "direct_automated", "maker": "rival"}],
            events=[{"week": 3, "open_channel": {"model": "exclusive", "label": "late"}}],
        )
    )
    own, dealers = given.distribution

    assert (own.reach, own.sale_cost) == (0.9, 3.5)
    assert dealers == DISTRIBUTION_MODELS.get("authorized_dealers")()
    assert [way.sale_cost for way in given.competition] == [3.5]
    assert [event.action.opens().margin for event in given.events] == [0.2]


def test_a_setting_and_another_model_are_laid_over_it_too(tmp_path: Path) -> None:
    """As if they stood in the file."""
    file = written(tmp_path / "world.yaml", model_defaults=USUAL)
    (taken,) = load(file, set=["distribution.model=exclusive", "distribution.reach=0.3"]).distribution
    (used,) = load(file).using("direct_automated", price=0.9).distribution

    assert (taken.margin, taken.reach) == (0.2, 0.3)
    assert (used.sale_cost, used.price) == (3.5, 0.9)


def test_it_survives_being_written_down(tmp_path: Path) -> None:
    """Resolved, it says the same again."""
    given = load(written(tmp_path / "world.yaml", model_defaults=USUAL, distribution="direct_automated"))
    (tmp_path / "whole.yaml").write_text(to_yaml(given))

    assert load(tmp_path / "whole.yaml") == given


@pytest.mark.parametrize(
    ("defaults", "said"),
    [
        (
            [{"model": "exclusiv"}],
            "model_defaults.0.model: no distribution model called 'exclusiv'; did you mean",
        ),
        ([*USUAL, USUAL[1]], "model_defaults.2: there are defaults for 'exclusive' already"),
        (
            [{"model": "exclusive", "margn": 0.2}],
            "model_defaults.0.margn: there is no such setting here; did you mean",
        ),
        ([{"model": "authorized_dealers", "margin": 2}], "model_defaults.0.margin: must be at most 1, is 2"),
        (
            [{"margin": 0.2}],
            "model_defaults.0: should be a mapping that names a distribution model as 'model: …'",
        ),
        ("exclusive", "model_defaults: should be a list, is the text 'exclusive'"),
        ([{"model": "exclusive", "maker": "acm"}], "model_defaults.0.maker: no manufacturer called 'acm'"),
    ],
)
def test_what_is_wrong_with_it_is_told_once_and_in_its_place(
    defaults: object, said: str, tmp_path: Path
) -> None:
    """Not again in every way that is laid over it."""
    with pytest.raises(ScenarioError) as wrong:
        load(
            written(
                tmp_path / "world.yaml", model_defaults=defaults, distribution=small_world()["distribution"]
            )
        )

    assert len(str(wrong.value).splitlines()) == 1
    assert said in str(wrong.value)
