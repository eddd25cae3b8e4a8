"""Comparability: what has no difference is refused with both places; what means less is told, per week."""

from pathlib import Path
from typing import Any

import pytest

from simulator import compare, decompose, experiment, sweep
from simulator.base.input_error import InputError
from simulator.domain.conflict.conflict_terms import ConflictTerms
from simulator.studies.comparison.comparable import MUST_BE_EQUAL, mismatch_notes, refuse_incomparable
from simulator.studies.runs.runs import Line
from tests.views.cli.test_commands import answered
from tests.worlds.scenario_files import written
from tests.worlds.small import small_scenario

SMALL: dict[str, Any] = {"weeks": 4, "review_weeks": 1, "customers": 50, "campaigns": [], "events": []}
REFUSED: dict[str, dict[str, Any]] = {
    "units.currency": {"units": {"currency": "USD"}},
    "review_weeks": {"review_weeks": 2},
    "conflict.half_intensity": {"conflict": {"half_intensity": 0.9}},
    "conflict.materiality": {"conflict": {"materiality": 0.5}},
    "conflict.undercut_tolerance": {"conflict": {"undercut_tolerance": 0.5}},
    "conflict.aggrieved": {"conflict": {"aggrieved": {"platform_stores": True}}},
    "conflict.importance": {"conflict": {"importance": {"territory": 0.5}}},
}
TOLD: dict[str, dict[str, Any]] = {
    "weeks": {"weeks": 8},
    "warm_up": {"warm_up": 2},
    "customers": {"customers": 100},
    "units.money_step": {"units": {"money_step": 1.0}},
    "units.quantity_step": {"units": {"quantity_step": 0.5}},
    "focal_maker": {"focal": "rival", "competition": [{"model": "direct_automated", "maker": "acme"}]},
}


def one(**changes: Any) -> Any:
    """Return the small world after changes."""
    return small_scenario(**{**SMALL, **changes})


def test_every_setting_that_must_be_equal_is_tried() -> None:
    """All by which conflict is measured are among them; whose harm is told net changes no figure."""
    assert set(REFUSED) == set(MUST_BE_EQUAL)
    assert {f"conflict.{term}" for term in ConflictTerms.model_fields if term != "net_of"} < set(REFUSED)


@pytest.mark.parametrize("key", REFUSED)
def test_what_has_no_difference_is_refused_everywhere(key: str) -> None:
    """In a comparison, a decomposition, an experiment of both and one that varies it."""
    strange = one(name="strange", **REFUSED[key])
    calls = [
        lambda: compare([one(), strange], 1),
        lambda: compare([strange, one()], 1, baseline=1),
        lambda: decompose(one(), strange),
        lambda: experiment({"one": one(), "strange": strange}),
    ]
    for call in calls:
        with pytest.raises(InputError, match=f"{key}: is .*, and .* in scenario '"):
            call()


def test_a_yardstick_cannot_be_a_factor() -> None:
    """Its points would be compared."""
    with pytest.raises(InputError, match=r"conflict\.half_intensity: is 0\.9, and 0\.1 in"):
        experiment(one(), {"conflict.half_intensity": [0.1, 0.9]})


@pytest.mark.parametrize("key", TOLD)
def test_what_means_less_is_told(key: str) -> None:
    """With both values, and what it does to the numbers."""
    given = {"one": one(), "strange": one(**TOLD[key])}

    refuse_incomparable(given, "one")
    (note,) = mismatch_notes(given, "one")
    assert note.startswith(f"{key} is ")
    assert " in strange, " in note


def test_scenarios_that_are_alike_in_all_this_are_not_told_of() -> None:
    """Nor refused."""
    given = {"one": one(), "other": one(distribution={"model": "direct_automated"})}

    refuse_incomparable(given, "one")
    assert mismatch_notes(given, "one") == []


def test_sums_of_unequal_lengths_are_compared_per_week() -> None:
    """What is measured over four weeks is divided by four, over eight less two of warm-up by six."""
    longer = one(name="longer", weeks=8, warm_up=2)
    compared = compare(
        [one(), longer], [3], metrics=["units_sold", "contribution", "conflict", "units_sold:week"]
    )
    line = Line("units_sold", "", "", None)
    means = {one.scenario: (one.mean.mean, one.unit) for one in compared.contrasts if one.line == line}

    totals = compared.rows[(compared.rows.metric == "units_sold") & compared.rows.week.isna()]
    whole = dict(zip(totals.scenario, totals.value, strict=True))
    assert means == {
        "small world": (whole["small world"] / 4, "units a week"),
        "longer": (whole["longer"] / 6, "units a week"),
    }
    assert "weeks is 8 in longer, 4 in small world: sums are compared per week." in compared.verdict()
    assert compared.runs.unit("conflict") == "index from 0 to 1"
    assert compared.runs.unit("contribution") == "EUR a week"


def test_equal_lengths_are_compared_as_they_are() -> None:
    """Sums stay sums."""
    assert compare([one(), one(name="other")], 1, metrics=["units_sold"]).runs.unit("units_sold") == "units"


def test_a_sweep_over_lengths_says_what_its_sums_mean() -> None:
    """It is a response to the length, so that nothing is divided."""
    told: list[str] = []
    found = sweep(experiment(one(), {"weeks": [2, 4]}, seeds=1, metrics=["units_sold"]), tell=told.append)

    assert told == ["weeks differs among the points: sums grow with the weeks measured"]
    assert found.runs.unit("units_sold") == "units"


def test_the_command_line_names_both_places(tmp_path: Path) -> None:
    """File, line and column of each; a setting of the command line is one for both."""
    first = written(tmp_path, "first.yaml")
    second = written(tmp_path, "second.yaml", units={"currency": "USD"})

    said = answered("compare", first, second, "--seeds", "1", code=2).stderr
    assert f"{second}:1:" in said
    assert f"units.currency: is USD, and EUR in {first}:1:1; amounts in different currencies" in said
    answered("compare", first, second, "--seeds", "1", "--set", "units.currency=CHF")
