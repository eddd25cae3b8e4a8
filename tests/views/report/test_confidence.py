"""How sure a report is, and where units come from: what it says where it cannot tell."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binomtest

from simulator.studies.comparison.compare import compare
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.robustness.robustness import METRICS, Influence, Robustness, robustness, robustness_of
from simulator.studies.runs.questions import HEADLINES, REPORT_QUESTIONS
from simulator.studies.runs.runs import Line
from simulator.studies.runs.statistics import share_interval
from simulator.views.report.confidence import OPEN, assumed, luck
from simulator.views.report.sources_of_volume import sources_of_volume
from tests.draws import DRAW
from tests.worlds.small import small_scenario

DEALERS = {"model": "authorized_dealers", "dealers_per_region": 2}
WEB = {"model": "direct_automated", "price": 0.8}
LIVELY = {"campaigns": [], "events": [], "response": {"initial_adstock": 2.0}, "weeks": 6, "customers": 300}
UNITS = Line("units_sold", "", "", None)


def comparison(*ways: object, seeds: int = 4) -> Comparison:
    """Return ways to market against each other, asked all that a report tells."""
    given = [small_scenario(name=f"way {n}", distribution=way, **LIVELY) for n, way in enumerate(ways)]
    return compare(given, seeds=seeds, metrics=(*HEADLINES, *REPORT_QUESTIONS))


@pytest.fixture(scope="module")
def beside() -> Comparison:
    """Return dealers against dealers beside a web store."""
    return comparison(DEALERS, [DEALERS, WEB])


def found(line: Line, rises: int, falls: int) -> Robustness:
    """Return a finding about so many worlds, in which the difference rises and falls."""
    of = rises + falls
    return Robustness(line, 1, of, rises / of, rises, falls, 2, (Influence("need rate", 0.5),), 1.5)


def test_units_of_a_store_beside_dealers_are_incremental_or_cannibalised(beside: Comparison) -> None:
    """What it sells is what dealers lose and what is left of it; that is what its maker gains."""
    (told,) = sources_of_volume(beside)
    sizes = {
        row[0].strip().partition(":")[0]: float(row[1].split(" ±")[0].replace("−", "-")) for row in told.rows
    }
    gained = beside.runs.series(UNITS, "way 1"), beside.runs.series(UNITS, "way 0")

    assert told.note == ""
    assert sizes["cannibalised"] > 0
    assert sizes["incremental"] == pytest.approx(np.subtract(*gained).mean(), rel=0.02)
    sold = sizes["sold by outlets that only this scenario has"]
    assert sold == pytest.approx(sizes["cannibalised"] + sizes["incremental"], rel=0.02)


@pytest.mark.parametrize(
    ("other", "note"),
    [(WEB, "no outlet sells in both scenarios"), (DEALERS, "No new outlet cannibalises another")],
)
def test_why_cannibalised_units_cannot_be_told_is_told(other: dict, note: str) -> None:
    """Where outlets stand in place of others, and where there is none that is new."""
    (told,) = sources_of_volume(comparison(DEALERS, other, seeds=1))

    assert note in told.note
    assert [row[0].strip().split()[0] for row in told.rows] == ["additional", "taken", "incremental"]


def test_a_sign_that_holds_has_an_interval(beside: Comparison) -> None:
    """Four of four worlds is no certainty; beside it is Wilson's interval for what was drawn."""
    rises = int(DRAW.integers(4, 30))
    ((_, (row,)),) = assumed({"way 1": [found(UNITS, rises, 1)]}, beside)
    ends = binomtest(rises, rises + 1).proportion_ci(method="wilson")

    assert (
        row[1]
        == f"{rises} of {rises + 1} worlds (95 % interval {100 * ends.low:.0f} … {100 * ends.high:.0f} %)"
    )
    assert share_interval(4, 4).low == pytest.approx(
        1 / (1 + 1.959964**2 / 4)
    )  # Wilson's lower end of n of n


def test_a_sign_that_luck_leaves_open_is_called_open(beside: Comparison) -> None:
    """In both columns; so is that of a single seed, and of no difference at all nothing is said."""
    once = comparison(DEALERS, [DEALERS, WEB], seeds=1)
    same = comparison(DEALERS, DEALERS, seeds=2)
    ((_, (row,)),) = assumed({"way 1": [found(UNITS, 3, 2)]}, once)

    assert row[1] == f"{OPEN}: up in 3, down in 2 of 5 worlds"
    assert OPEN in luck(once)[0][2]
    assert OPEN not in luck(beside)[0][2]
    assert assumed({"way 1": [replace(found(UNITS, 3, 2), sign=0)]}, same)[0][1][0][1] == "—"


@pytest.mark.nightly
def test_every_other_scenario_is_examined() -> None:
    """Each against the first, as it would be by itself."""
    one, web, both = comparison(DEALERS, WEB, [DEALERS, WEB], seeds=1).runs.scenarios.values()
    short = [scenario.changed(weeks=4) for scenario in (one, web, both)]
    told = robustness_of(short[0], {"web": short[1], "both": short[2]}, draws=4, seeds=1)

    assert list(told) == ["web", "both"]
    assert [found.line.metric for found in told["both"]] == list(METRICS)
    assert any(found.sign for found in told["web"])
    assert repr(told["web"]) == repr(robustness(*short[:2], draws=4, seeds=1))


def test_what_few_worlds_cannot_rank_is_not_told(beside: Comparison) -> None:
    """Whether the sign holds is; what it hangs on, and where it turns, from eight worlds on."""
    told = {of: dict(assumed({"way 1": [found(UNITS, of, 0)]}, beside))["way 1"][0] for of in (7, 8)}

    assert [told[of][1].startswith(f"{of} of {of} worlds") for of in told] == [True, True]
    assert told[7][2:] == ["—", "—"]
    assert told[8][2:] == ["need rate (ρ = +0.500)", "at 1.50 times what is assumed"]
