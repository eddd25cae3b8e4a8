"""Notebooks: each runs from top to bottom as a student runs it, is kept without outputs, says what comes.

Numbers in their texts stand in blocks that `experiments/figures.py` writes. They are compared with what the
notebook itself comes to, in its kernel; so are the answers that it puts beside its student's predictions,
since its texts explain them.
"""

import ast
import contextlib
import io
import json
from math import prod
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.blocking import BlockingKernelClient

from experiments.numbers_in_texts.agreement import disagreements
from experiments.numbers_in_texts.blocks import found
from experiments.numbers_in_texts.plays import rows_of
from experiments.numbers_in_texts.questions import questions
from experiments.numbers_in_texts.statements import statements
from tests.kernels import kernel, run

YARDSTICK = "_of_all = 0\nfor _one in range(2_000_000): _of_all += _one"
CLOCK = f"""
import os
_yard = sum(os.times()[:4])
{YARDSTICK}
_work = sum(os.times()[:4])
"""
TOOK = f"""
_done = sum(os.times()[:4])
{YARDSTICK}
print((_done - _work) / (_work - _yard + sum(os.times()[:4]) - _done))
"""
PATIENCE = 25.0
"""What a student is asked to wait for one cell [times four million additions take in a loop].

Five seconds where those take a fifth of one. What is measured is the time that processors work for the cell,
in the kernel and in processes that it waited for, and for the additions just before and after it: on the wall
a busy machine takes any time, and its processors work more slowly; no cell waits for anything but its work.
"""
FEWER = {
    'customers=1000", "weeks=26': 'customers=200", "weeks=6',
    'customers=2000", "weeks=26': 'customers=200", "weeks=6',
    "seeds=3,": "seeds=2,",
    "seeds=5": "seeds=2",
    "seeds=3)": "seeds=2)",
}
"""What the default run makes smaller in the cells; at night they run as they are."""
BY_DAY = ("02_a_customer_in_five_lines",)
"""Notebooks that the default run plays; at night all are played."""
NOTEBOOKS = sorted(Path("notebooks").glob("*.ipynb"))
PREDICTED = [path for path in NOTEBOOKS if path.name[:2] in ("01", "02", "03", "04", "06", "07")]
"""Notebooks that keep what their student expects."""
PLAYS = {"simulate", "compare", "adapted_harm", "opened", "replicate"}
"""Functions that play something."""


CAME = {
    "01_first_what_if": {
        "more machines are sold with": "open resale",
        "the maker earns more with": "open resale",
        "maker and trade together earn more with": "open resale",
        "there is more conflict with": "open resale",
        "what of the proposal earns the maker more": "the channel",
    },
    "02_a_customer_in_five_lines": {
        "caution costs more sales at": "the web store",
        "more cautious people ask for advice": "no more often",
        "however cautious people are, the web store sells": "something",
    },
    "03_promise_and_experience": {
        "sells more packs in the first year": "the promise",
        "sells more packs in the fourth year": "the promise",
        "earns the maker more": "the promise",
        "earns its dealers more": "the promise",
        "sells more of the rival's packs": "the truth",
        "leaves buyers more, as they find": "the truth",
        "if nobody learned, the promise's lead would": "grow",
    },
    "04_message_meets_channel": {
        "sells more through dealers": "craft",
        "sells more on the marketplace": "craft",
        "most needs are lost to, with dealers": "not worth its price",
    },
    "06_bullwhip": {"pays most": "the distributor", "swings a line most": "rationing"},
}
"""Answers that the texts of a notebook explain."""
RELIED_ON = {
    "03_promise_and_experience": (
        # buyers of the promise become more content, and stay less so than those of the truth
        'satisfied["promise"].iloc[-1] > satisfied["promise"].dropna().iloc[0]',
        'satisfied["promise"].mean() < satisfied["truth"].mean()',
        # believed more, found less
        'lead["buyers gain, as they believe [EUR]"] > 0 > lead["buyers gain, as they find [EUR]"]',
        # the lead shrinks from year to year where people learn
        'years["more by the promise"].is_monotonic_decreasing',
    ),
    "04_message_meets_channel": (
        # a message moves the row of messages, a way to market that of what fits
        'lost["dealers", "deal"]["message"] > lost["dealers", "craft"]["message"]',
        'lost["marketplace", "craft"]["fit"] > lost["dealers", "craft"]["fit"]',
        # a contact on search costs more than twice as much, and less of the budget is spent
        '(each := money.loc["media_cost"] / money.loc["media_contacts"])["search"] > 2 * each["social"]',
        'money.loc["media_cost", "search"] < money.loc["media_cost", "social"]',
    ),
}
"""What the texts of a notebook say of what its cells come to."""


def test_there_are_notebooks() -> None:
    """The first what-if, a customer of one's own, the beer game."""
    assert {path.name[:2] for path in NOTEBOOKS} >= {"01", "02", "06"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_kept_without_outputs(path: Path) -> None:
    """What a run prints belongs to whoever runs it; nor is there anything of somebody's machine."""
    notebook = nbformat.read(path, as_version=4)

    assert notebook.metadata.kernelspec.name == "python3"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_sentence_goes_on_behind_a_list(path: Path) -> None:
    """What stands below a list of figures begins anew."""
    for cell in nbformat.read(path, as_version=4).cells:
        for behind in cell.source.split("<!-- [end of figures] -->")[1:]:
            assert not behind.strip()[:1].islower(), behind


def assigned(sources: list[str], name: str) -> tuple[int, list[str]]:
    """Return which cell first fills a dictionary of that name, and the words that are its keys."""
    for at, source in enumerate(sources):
        for node in ast.parse(source).body:
            match node:
                case ast.Assign(targets=[ast.Name(id=target)], value=ast.Dict(keys=keys)) if target == name:
                    return at, [ast.literal_eval(key) for key in keys if key is not None]
    return len(sources), []


def calls(source: str) -> set[str]:
    """Return the names of functions that a cell calls, or has its functions call."""
    return {ast.unparse(node.func) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)}


@pytest.mark.parametrize("path", PREDICTED, ids=lambda path: path.stem)
def test_a_prediction_is_stored_before_anything_is_played_and_shown_beside_what_came(path: Path) -> None:
    """Guesses are made in a cell before the first that plays; the same questions are answered after it."""
    sources = code_of(path, {})
    plays = min(at for at, source in enumerate(sources) if calls(source) & PLAYS)
    guessed, questions_asked = assigned(sources, "guesses")
    answered, questions_answered = assigned(sources, "found")

    assert guessed < plays < answered < len(sources)
    assert questions_asked == questions_answered != []
    assert sources[answered].endswith('pd.DataFrame({"expected": guesses, "came": found})')


def code_of(path: Path, fewer: dict[str, str]) -> list[str]:
    """Return the cells of code of a notebook, with some of what they say made smaller."""
    code = [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    for said, smaller in fewer.items():
        code = [source.replace(said, smaller) for source in code]
    return code


def without_kernel(path: Path, wanted: tuple[str, ...]) -> dict[str, Any]:
    """Return what is defined by the cells of a notebook, widgets apart, in which any of some words stand."""
    space: dict[str, Any] = {"__name__": path.stem}
    sources = [source for source in code_of(path, {}) if "ipywidgets" not in source]
    with contextlib.chdir(path.parent), contextlib.redirect_stdout(io.StringIO()):
        for source in sources:
            if any(word in source for word in wanted):
                exec(compile(source, str(path), "exec"), space)
    return space


def value(client: BlockingKernelClient, expression: str) -> Any:
    """Return what an expression is worth in a notebook that was run."""
    shown = run(client, f"import json; print(json.dumps({expression}))")
    assert shown.errors == []
    return json.loads(shown.text)


def untrue(client: BlockingKernelClient, path: Path) -> list[str]:
    """Return the numbers of a notebook's texts that it does not come to."""
    bodies, wrong = dict(found(path)), []
    for name, block in questions().items():
        if block.evaluates == str(path):
            values = {row: [value(client, f"float({row.metric})")] for row in rows_of(block)}
            wrong += disagreements(bodies[name], " ".join(statements(block, values)))
    return wrong


@pytest.mark.parametrize(
    "path",
    [pytest.param(p, marks=() if p.stem in BY_DAY else pytest.mark.nightly, id=p.stem) for p in NOTEBOOKS],
)
def test_it_runs_from_top_to_bottom(path: Path) -> None:
    """In its own folder, in a kernel of its own, on few customers; no cell fails, what is drawn is drawn.

    Where fewer customers change nothing, its texts say what it comes to.
    """
    with kernel(path.parent) as client:
        shown = [run(client, source) for source in code_of(path, FEWER)]
        wrong = untrue(client, path) if code_of(path, FEWER) == code_of(path, {}) else []

    assert wrong == []
    assert [cell.errors for cell in shown if cell.errors] == []
    assert any("image/png" in cell.kinds for cell in shown)


def test_rationing_shows_where_capacity_binds_and_nowhere_else() -> None:
    """Orders vary more than demand where the brewery can make what people want and no more.

    With the rule switched off, or a brewery that is never short, a line passes demand on as it is.
    """
    space = without_kernel(
        Path("notebooks/06_bullwhip.ipynb"), ("import load", "def line(", "def amplified(")
    )
    rationing, amplified = space["causes"]["rationing"], space["amplified"]
    tiers = ("the retailer", "the wholesaler", "the distributor", "the whole line")
    short, honest, never_short = (
        amplified(each)
        for each in (rationing, rationing.changed(switched_off=["shortage_gaming"]), space["never_short"])
    )

    assert all(short[tier] > 2 for tier in tiers)
    assert [honest[tier] for tier in tiers] == pytest.approx([1] * 4, abs=0.005)
    assert [never_short[tier] for tier in tiers] == pytest.approx([1] * 4, abs=0.005)


@pytest.mark.nightly
def test_the_four_causes_show_and_the_best_line_costs_what_is_published() -> None:
    """Each cause makes orders vary more than demand; with it switched off a line passes demand on.

    Forecasts: 1 + 2L/p + 2L²/p² = 2.12 (Chen et al. 2000), as near as 70 weeks of luck come to it. The
    mindful line: 46, 50, 54, 54 (Sterman 1989). A calm distributor saves the others more than itself. Within
    the slider's range lie a brewery that swings half as far, and a share that costs least.
    """
    space = without_kernel(Path("notebooks/06_bullwhip.ipynb"), ("",))
    rows, causes, pays = space["rows"], space["causes"], space["with_calm"]
    tiers = ("the retailer", "the wholesaler", "the distributor")
    saved = pays["as people play"] - pays["a calm distributor"]

    assert len(causes) == 4
    for cause in causes:
        assert max(rows[cause][tier] for tier in tiers) > 2, cause
        assert list(rows[f"{cause}, switched off"].values()) == pytest.approx([1] * 4, abs=0.005)
        assert rows[cause]["the whole line"] == pytest.approx(prod(rows[cause][tier] for tier in tiers))
    assert rows["forecasts"]["the retailer"] == pytest.approx(2.12, rel=0.2)
    assert sorted(space["as_it_can_be"]["in all"]) == pytest.approx([46, 50, 54, 54])
    assert 0 < saved["the distributor"] < saved.drop("the distributor").min()
    lines = [space["minding"](share) for share in (0.34, 0.8, 1.0)]
    highest = [line.table("production").groupby("week")["units"].sum().max() for line in lines]
    costs = [space["cost"](line)["in all"].sum() for line in lines]
    assert highest[0] > 2 * highest[1]
    assert costs[1] < min(costs[0], costs[2])


@pytest.mark.nightly
def test_half_of_the_web_store_s_sales_lie_inside_the_slider() -> None:
    """At 80 euros of caution, where it starts, more is left than half; at 800, its end, less, but something.

    What is left is what was advised: by a dealer or by the store.
    """
    space = without_kernel(Path("notebooks/02_a_customer_in_five_lines.ipynb"), ("",))
    web, sold = space["by_seller"].loc["web_store"], space["sold"]["boundless"]["web_store"]

    assert web["cautious"] > web["usual"] / 2 > web["boundless"] > 0
    assert sold["nobody"] < 0.1 * sold.sum()


@pytest.mark.nightly
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_as_it_is_and_no_cell_is_slow(path: Path) -> None:
    """As a student runs it: no cell fails, or asks for more patience than a student has."""
    took = []
    with kernel(path.parent) as client:
        for source in code_of(path, {}):
            run(client, CLOCK)
            assert run(client, source).errors == []
            took.append(float(run(client, TOOK).text))
        wrong = untrue(client, path)
        asked = json.dumps(CAME.get(path.stem, {}))
        came = value(client, f"{{question: str(found[question]) for question in {asked}}}")
        relied = {told: value(client, f"bool({told})") for told in RELIED_ON.get(path.stem, ())}

    assert wrong == []
    assert came == CAME.get(path.stem, {})
    assert [told for told, holds in relied.items() if not holds] == []
    assert max(took) < PATIENCE
