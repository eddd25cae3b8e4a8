"""Validation targets: verdicts by their rules, files found by listing, shipped ones played small."""

import re
from html import unescape
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulator.studies.validation.acceptance import Acceptance, Rule, SimulatedResult
from simulator.studies.validation.empirical_patterns import patterns_in
from simulator.studies.validation.target_files import TargetFileError, not_built_in, targets_in
from simulator.studies.validation.targets import Mutant, Target, TargetCase
from simulator.studies.validation.validate import TargetFailedError, validate
from tests.draws import drawn_from

FOLDER = Path(__file__).parents[3] / "experiments" / "validation"
SHIPPED = targets_in(FOLDER)
SEED = 20261123
"""Fixed before anybody looked, for the small runs of the suite."""
FEWER = {"conflict_ranking": 2}
"""Runs of targets of which each run plays many markets."""
MORE = {"logit_choice": 5}
"""Runs of targets with many rows, of which with three runs one is missed by chance."""
DEAR = (
    *("base_stock", "bass", "bullwhip", "common_ownership", "conflict_index", "conflict_interventions"),
    *(
        "conflict_ranking",
        "same_demand",
        "distribution_and_share",
        "double_marginalisation",
        "flow_identities",
        "littles_law",
        "logit_choice",
    ),
    *("marketplace_fee", "media_response", "newsvendor", "number_of_dealers", "price_rivalry"),
    *("random_lead_time", "reorder_point", "response", "serial_system"),
)
"""Targets of which five runs, with mutants, take seconds: those wait for the night."""
CHEAP = [name for name in SHIPPED if name not in DEAR]
DEAR_BY_DAY = ("base_stock", "newsvendor", "reorder_point", "same_demand")
"""Targets that the default run plays without their mutants; `conflict_index` it plays in processes."""


def coin(mean: float, spread: float, expected: float, row: str = "heads", **terms: object) -> Target:
    """Return a target that is met if the mean is what is expected; its mutant is off by a tenth."""

    def cases(_: np.random.Generator, off: float = 0.0) -> list[TargetCase]:
        def play(seed: int) -> dict[str, float]:
            return {"heads": mean + off + spread * np.random.default_rng(seed).normal()}

        return [TargetCase("a coin", {row: expected}, play, **terms)]

    return Target(
        title="coin", formula="p", source="none", cases=cases, mutants=(Mutant("off", _off(cases), row),)
    )


def _off(cases):
    return lambda draw: cases(draw, off=0.1)


@pytest.mark.parametrize(
    ("mean", "spread", "expected", "verdict"),
    [
        (0.5, 0.01, 0.5, Acceptance.MET),
        (0.55, 0.01, 0.5, Acceptance.MISSED),
        (0.5, 0.3, 0.5, Acceptance.UNDECIDED),
        (float("nan"), 0.01, 0.5, Acceptance.MISSED),
        (0.5, 0.01, float("inf"), Acceptance.MISSED),
    ],
)
def test_a_stochastic_row_is_met_missed_or_undecided(mean, spread, expected, verdict):
    """Within 3.5 standard errors, and those within 1 %: noise cannot pass it."""
    found = validate({"coin": coin(mean, spread, expected)}, 1)

    assert [row.found.verdict for row in found.rows] == [verdict]
    assert found.is_met == (verdict is Acceptance.MET)
    assert found.rows[0].was_asked_again == (verdict is Acceptance.MISSED)


@pytest.mark.parametrize(
    ("rule", "inside", "outside"),
    [(Rule.ADAPTIVE, 4.9e-3, 5.1e-3), (Rule.CLOSED_FORM, 0.9e-9, 1.1e-9), (Rule.EXACT, 0.0, 1e-15)],
)
def test_other_rules_hold_to_their_widths(rule, inside, outside):
    """On either side of the target, and of its edge; slack widens them, but for what is exact."""
    for sign in (1, -1):
        assert SimulatedResult(1.0, (1.0 + sign * inside,), rule).verdict is Acceptance.MET
        assert SimulatedResult(1.0, (1.0 + sign * outside,), rule).verdict is Acceptance.MISSED
        slack = SimulatedResult(1.0, (1.0 + sign * outside,), rule, slack=0.01).verdict
        assert slack is (Acceptance.MISSED if rule is Rule.EXACT else Acceptance.MET)
    assert SimulatedResult(0.0, (0.0, 1.0, -1.0), Rule.EXACT).verdict is Acceptance.MISSED


def test_one_run_says_nothing_of_luck():
    """A single value has no standard error; so nothing is decided."""
    assert SimulatedResult(1.0, (1.0,), Rule.STOCHASTIC).verdict is Acceptance.UNDECIDED


def test_a_mutant_that_passes_spoils_the_validation():
    """Caught if its row is missed; not if the row is met, or hidden by noise."""
    sharp = validate({"coin": coin(0.5, 0.01, 0.5)}, 1, mutants=True)
    blunt = validate({"coin": coin(0.5, 0.01, 0.5, slack=0.5)}, 1, mutants=True)

    assert sharp.is_met
    assert [mutant.is_caught for mutant in sharp.mutants] == [True]
    assert not blunt.is_met
    assert [row.found.verdict for row in blunt.rows] == [Acceptance.MET]


def test_a_target_that_breaks_is_named():
    """A row that nobody measures, and a mutant that has no such row."""
    with pytest.raises(TargetFailedError, match="coin: seed 1: KeyError: 'tails'"):
        validate({"coin": coin(0.5, 0.01, 0.5, row="tails")}, 1)
    whole = coin(0.5, 0.01, 0.5)
    lame = Target("", "", "", whole.cases, (Mutant("off", whole.mutants[0].cases, "edge"),))
    with pytest.raises(TargetFailedError, match="coin: its mutant has no row 'edge'"):
        validate({"coin": lame}, 1, mutants=True)


def test_a_file_more_is_a_target_more(tmp_path):
    """Found by listing; what begins with an underscore is shared, and imported relatively."""
    text = (
        "from simulator.studies.validation.targets import Mutant, Target\n"
        "TARGET = Target('', '', '', lambda _: [], (Mutant('', lambda _: [], ''),))\n"
    )
    (tmp_path / "_shared.py").write_text("WEEKS = 3\n")
    (tmp_path / "one.py").write_text(text)
    assert list(targets_in(tmp_path)) == ["one"]
    (tmp_path / "two.py").write_text(text + "\nfrom ._shared import WEEKS\n")
    assert list(targets_in(tmp_path)) == ["one", "two"]
    assert list(targets_in(tmp_path, ["two", "one", "two"])) == ["two", "one"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("TARGET = (", r"wrong\.py:1:\d+: '\(' was never closed"),
        ("x = 1\ny = x / 0", r"wrong\.py:2: ZeroDivisionError: division by zero"),
        (
            "from simulator.studies.validation.targets import Goal",
            r"wrong\.py:1: ImportError: cannot import name 'Goal'",
        ),
        ("x = 1", r"wrong\.py: says no TARGET = Target\(…\)"),
        ("TARGET = 3", r"wrong\.py: TARGET is no Target but 3"),
        (
            (
                "from simulator.studies.validation.targets import Target\n"
                "TARGET = Target('', '', '', lambda _: [], ())"
            ),
            r"wrong\.py: names no mutant",
        ),
    ],
)
def test_a_broken_file_is_told_with_its_place(tmp_path, text, told):
    """Nothing of it is played."""
    (tmp_path / "wrong.py").write_text(text)
    with pytest.raises(TargetFileError, match=told):
        targets_in(tmp_path)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_target_says_what_it_is(name):
    """Title, formula and source; rows of different names; a mutant whose row is one of them."""
    target = SHIPPED[name]
    assert target.title
    assert target.formula
    assert target.source
    draw = lambda: np.random.default_rng(SEED)  # noqa: E731
    rows = [row for case in target.cases(draw()) for row in case.expected]
    for mutant in target.mutants:
        assert mutant.fails in rows
        assert mutant.fails in [row for case in mutant.cases(draw()) for row in case.expected]


@pytest.mark.parametrize("name", SHIPPED)
def test_parameters_are_drawn_anew(name):
    """Another draw is another configuration; the same draw is the same."""
    drawn = [
        [(case.configuration, dict(case.expected)) for case in SHIPPED[name].cases(np.random.default_rng(s))]
        for s in (1, 2, 1)
    ]
    assert drawn[0] == drawn[2]
    assert drawn[0] != drawn[1]


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=() if n in DEAR_BY_DAY else pytest.mark.nightly) for n in DEAR]
)
def test_a_shipped_target_is_met(name):
    """With few runs nothing is missed; cheap ones are asked so below, with more runs and their mutants."""
    found = validate({name: SHIPPED[name]}, SEED, most_seeds=FEWER.get(name, MORE.get(name, 3)))

    assert found.rows
    assert [row.name for row in found.rows if row.found.verdict is Acceptance.MISSED] == []


@pytest.mark.nightly
def test_the_whole_table_is_met():
    """As it is published, on parameters drawn anew: every row is met, every mutant caught."""
    found = validate(SHIPPED, drawn_from(), mutants=True, jobs=2, folder=str(FOLDER))

    assert [row.name for row in found.rows if row.found.verdict is Acceptance.MISSED] == []
    assert [mutant.what for mutant in found.mutants if not mutant.is_caught] == []


@pytest.mark.parametrize("name", [*CHEAP, *(pytest.param(n, marks=pytest.mark.nightly) for n in DEAR)])
def test_a_shipped_target_is_met_and_its_mutant_is_not(name):
    """With few runs nothing is missed, and the mutants are."""
    found = validate({name: SHIPPED[name]}, SEED, mutants=True, most_seeds=FEWER.get(name, 5))

    assert found.rows
    assert [row.name for row in found.rows if row.found.verdict is Acceptance.MISSED] == []
    assert [mutant.what for mutant in found.mutants if not mutant.is_caught] == []


def test_processes_come_to_the_same_answers():
    """Two of them, and none besides this one: the same values of every row and mutant, to the last bit."""
    name = "conflict_index"
    one, two = (
        validate({name: SHIPPED[name]}, SEED, mutants=True, most_seeds=2, jobs=jobs, folder=str(FOLDER))
        for jobs in (1, 2)
    )

    assert [row.name for row in one.rows if row.found.verdict is Acceptance.MISSED] == []
    assert all(mutant.is_caught for mutant in one.mutants)
    assert one.rows == two.rows
    assert [mutant.row for mutant in one.mutants] == [mutant.row for mutant in two.mutants]


TABLE = FOLDER / "table"
PUBLISH = "uv run simulator validate --mutants --seed 20261129 --out experiments/validation/table"


def test_the_published_table_is_of_these_files():
    """Its seed draws the rows and expected values that it shows; all are met, all mutants caught."""
    rows = pd.read_csv(TABLE / "validation.csv", keep_default_na=False)
    seed = int(re.search(r"--seed (\d+)", (TABLE / "validation.md").read_text()).group(1))
    shown, missed = rows[rows["mutant"] == ""], rows[rows["mutant"] != ""]
    drawn = [
        (name, row, expected)
        for name, target in SHIPPED.items()
        for case in target.cases(np.random.default_rng([seed, *name.encode()]))
        for row, expected in case.expected.items()
    ]

    shows = list(zip(shown["target"], shown["row"], strict=True))
    assert shows == [(name, row) for name, row, _ in drawn], f"publish it anew: {PUBLISH}"
    values = [value for *_, value in drawn]
    assert shown["expected"].to_numpy(float) == pytest.approx(values, rel=1e-6, abs=1e-12)
    assert set(shown["verdict"]) == {"met"}
    assert set(missed["verdict"]) == {"missed"}
    assert [(row["target"], row["mutant"]) for _, row in missed.iterrows()] == [
        (name, mutant.what) for name, target in SHIPPED.items() for mutant in target.mutants
    ]


def test_the_published_page_tells_patterns_and_what_is_missing():
    """Every pattern by its number, every result that cannot be asked about; in both files."""
    patterns = pd.read_csv(TABLE / "patterns.csv")
    listed = patterns_in(FOLDER)
    pages = [(TABLE / f"validation.{kind}").read_text() for kind in ("md", "html")]

    assert list(dict.fromkeys(patterns["pattern"])) == list(dict.fromkeys(each.number for each in listed))
    assert [n for n in range(1, 16) if n not in [pattern.number for pattern in listed]] == []
    assert {(each.number, each.shown) for each in listed if each.is_built} == set(
        patterns.loc[patterns["scenario"].notna(), ["pattern", "scenario"]].itertuples(index=False, name=None)
    )
    for text in pages:
        assert all(unescape(text).count(each.title) for each in not_built_in(FOLDER))
        assert all(unescape(text).count(pattern.says) for pattern in listed)
