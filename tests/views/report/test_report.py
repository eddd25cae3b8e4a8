"""The report: one page that stands alone, says what the comparison says, and holds in a real browser."""

import re
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape
from typer.testing import CliRunner

import simulator
from simulator import simulate
from simulator.domain.lever import Lever
from simulator.mechanisms.conflict.conflict_bands import BANDS
from simulator.studies.comparison import vary_assumptions as asked
from simulator.studies.comparison.compare import compare
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.runs.questions import HEADLINES, REPORT_QUESTIONS, UnknownQuestionError
from simulator.studies.runs.runs import Line, Runs
from simulator.views.cli.app import app
from simulator.views.pictures.channel_graph import flows
from simulator.views.pictures.graph_layers import PASSAGE, columns_of, depths, ordered_layers, with_passages
from simulator.views.pictures.lost_units import TOLD
from simulator.views.pictures.paired_differences import SHOWN
from simulator.views.report.render import write_report
from tests.views.report.browsing import CHROMIUM, PAPER, PHONE, looked_at
from tests.views.report.told import NASTY, with_a_web_store_beside
from tests.worlds.small import small_scenario, small_world


def dealers_and_web(**changes: object) -> list:
    """Return two small scenarios that differ in both distribution and message."""
    changes = {"campaigns": [], **changes}
    one = small_scenario(**changes)
    web = {"model": "direct_automated"}
    return [one, small_scenario(name=NASTY, distribution=web, messages={"default": "deal"}, **changes)]


def test_the_front_door_hands_out_comparisons(comparison: Comparison) -> None:
    """`simulator.compare` is the comparison of the studies, and what it returns plots."""
    assert simulator.compare is compare
    assert comparison.plot().axes


def test_the_report_says_what_the_comparison_says(comparison: Comparison, page: Path) -> None:
    """Verdict, table, whose doing, assumptions, sources; what is asked for the report is not in the table."""
    text = page.read_text(encoding="utf-8")

    assert comparison.verdict().split(": ", 1)[1][:60] in text.replace("&#39;", "'")
    for told in (
        "Whose doing it is",
        "distribution × messages",
        "sign holds in",
        "own_price_elasticity",
        "Synchrony 2015",
        "fitted to targets",
        "are choices;",
        "--levers",
    ):
        assert told in text
    assert "lost_demand" not in set(comparison.rows["metric"])


def test_what_is_told_of_reasons_is_told_of_those_in_the_table(page: Path) -> None:
    """By the names that the table beside it has."""
    (told,) = re.findall("Each need that was lost.*?</p>", page.read_text(encoding="utf-8"))
    named = {name.lower().replace("&#39;", "'") for name in re.findall("<i>(.*?)</i>", told)}

    assert named <= set(TOLD.values())
    assert len(named) > 5


def test_names_are_text_and_never_markup(page: Path) -> None:
    """A scenario's name cannot put anything into the page."""
    text = page.read_text(encoding="utf-8")

    assert "<script" not in text
    assert "&lt;script&gt;" in text


@pytest.fixture(scope="module")
def seen(page: Path) -> Any:
    """Look at the page in a browser without a network."""
    return looked_at(page)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine; the gate installs it")
def test_a_browser_without_network_shows_and_prints_everything(seen: Any, comparison: Comparison) -> None:
    """No request leaves the file; every mark of every figure is seen; what is folded up is printed."""
    runs = comparison.asked_in_full().runs

    assert seen.complaints == []
    assert seen.outside == []
    assert all(too_wide <= 0 for too_wide in seen.overflow.values())
    assert len(seen.differences_end_at) >= 4
    assert max(*seen.differences_end_at, seen.settings_end_at) <= PHONE
    assert seen.cut_on_phone == []
    assert len(seen.links_lead_somewhere) > 5
    assert all(seen.links_lead_somewhere)
    marked = marks_of(Comparison(runs, comparison.baseline))
    on_phones = {f"{name}-narrow": told for name, told in marked.items() if f"{name}-narrow" in seen.figures}
    assert seen.figures == {**seen.figures, **marked, **on_phones}
    assert len(on_phones) > 5
    assert seen.widest_on_paper <= PAPER
    for folded in ("candidates", "more outlets than anybody compares", "campaigns.0.weekly_budget"):
        assert folded in seen.printed


def test_no_two_parts_of_the_page_have_one_name(page: Path) -> None:
    """Figures stand side by side in one page: each id once, and what is spoken of is there."""
    text = page.read_text(encoding="utf-8")
    ids = re.findall(r'\bid="([^"]+)"', text)
    meant = set(re.findall(r'href="#([^"]+)"', text)) | set(re.findall(r"url\(#([^)]+)\)", text))

    assert len(ids) == len(set(ids)) > 100
    assert meant <= set(ids)


@pytest.mark.nightly
def test_the_same_comparison_makes_the_same_page(tmp_path: Path) -> None:
    """Byte for byte: no clock, no path of a machine, no order of a hash."""
    tiny = compare(dealers_and_web(weeks=3, customers=30, events=[]), seeds=1)
    files = ["scenarios/espresso_dealers_craft.yaml"]
    one, other = (
        tiny.report(tmp_path / name, files=files, assumptions=4, decompose=False) for name in ("one", "other")
    )

    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(
    "changes",
    [
        {"weeks": 1},
        *(
            pytest.param(change, marks=pytest.mark.nightly)
            for change in ({"weeks": 5, "customers": 1}, {"warm_up": 11}, {"competition": []})
        ),
    ],
)
def test_poor_runs_have_a_report_too(changes: dict, tmp_path: Path) -> None:
    """Too short for a review, nobody who buys, nearly all warm-up, nobody else: what is not known says so."""
    poor = small_world()["products"]
    if not changes.get("competition", True):
        changes = {**changes, "products": {"lamp": poor["lamp"]}, "manufacturers": {"acme": {}}}
    changes = {"events": [], **changes}
    place = compare(dealers_and_web(**changes), seeds=1).report(tmp_path / "poor.html", assumptions=0)

    assert "no assumption was varied" in place.read_text(encoding="utf-8")


@pytest.mark.nightly
def test_the_page_splits_a_difference_into_levers(tmp_path: Path) -> None:
    """A row a lever, luck and the total, and a picture."""
    both = compare(dealers_and_web(weeks=2, customers=30, events=[]), seeds=1)
    place = both.report(tmp_path / "asked.html", assumptions=0, decompose=False, levers=1)
    asked = place.read_text(encoding="utf-8")

    section = asked.partition('id="parts"')[2].partition("</section>")[0]
    for told in (*(lever.value for lever in Lever), "luck", "total"):
        assert f'<td class="text">{told}</td>' in section
    assert all(lever.says in section for lever in Lever)
    assert "levers-0-figure_" in section
    assert "<code>--levers</code>" not in asked
    ids = re.findall(r'\bid="([^"]+)"', asked)
    assert len(ids) == len(set(ids))


def compare_three(place: Path) -> tuple[Comparison, Path]:
    """Return a comparison of three scenarios, and its report."""
    two = with_a_web_store_beside(customers=100, weeks=5)
    third = two[0].changed(name="exclusive dealers", distribution=[{"model": "exclusive"}])
    comparison = compare([*two, third], seeds=2)
    return comparison, comparison.report(place / "three.html", assumptions=0, decompose=False)


@pytest.mark.nightly
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine; the gate installs it")
def test_three_scenarios_fit_on_paper(tmp_path: Path) -> None:
    """As two do."""
    assert looked_at(compare_three(tmp_path)[1]).widest_on_paper <= PAPER


@pytest.mark.nightly
def test_three_scenarios_have_a_report(tmp_path: Path) -> None:
    """Each against the baseline, in every section."""
    comparison, place = compare_three(tmp_path)
    text = place.read_text(encoding="utf-8")

    assert text.count("The channel of ") == 2 * 3  # as a label and as a caption
    for other in map(escape, comparison.others):
        assert text.count(f"<h3>{other}, against small world</h3>") == 1
        assert f"<h3>{other}, against small world: incremental and cannibalised units</h3>" in text


def test_a_picture_says_what_was_not_asked() -> None:
    """Not an empty figure."""
    from simulator.views import pictures  # noqa: PLC0415 - draws

    bare = compare(dealers_and_web(), seeds=1, metrics=["units_sold"])
    with pytest.raises(UnknownQuestionError, match="'units_sold:week' was not asked in these runs"):
        pictures.units_over_time(bare.runs)


@pytest.mark.usefixtures("_undrawn")
def test_compare_with_out_writes_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside tables and manifest; sources are the files' own, and worlds are drawn as asked."""
    drawn: list[int] = []
    monkeypatch.setattr(asked, "robustness_of", lambda *_, draws, **__: drawn.append(draws) or {})
    files = ["scenarios/espresso_dealers_craft.yaml", "scenarios/espresso_direct_deal.yaml"]
    small = ["--set", "customers=40", "--set", "weeks=2", "--set", "events=[]", "--seeds", "1"]
    out = ["--assumptions", "4", "--out", str(tmp_path / "there")]
    done = CliRunner().invoke(app, ["compare", *files, *small, *out, "--metrics", "conflict"])

    assert done.exit_code == 0, done.stderr
    text = (tmp_path / "there" / "report.html").read_text(encoding="utf-8")
    assert drawn == [4]
    assert "scenarios/espresso.yaml:" in text
    assert "sell-through" not in done.stdout.split("conflict", 1)[1]


def test_too_few_draws_are_refused_before_anything_is_played(tmp_path: Path) -> None:
    """Exit 2, nothing written."""
    files = ["scenarios/espresso_dealers_craft.yaml", "scenarios/espresso_direct_deal.yaml"]
    out = ["--assumptions", "3", "--out", str(tmp_path / "there")]
    done = CliRunner().invoke(app, ["compare", *files, *out])

    assert done.exit_code == 2
    assert "--assumptions: must be 0 or at least 4, not 3" in done.stderr
    assert not list(tmp_path.iterdir())


def marks_of(whole: Comparison) -> dict[str, dict[str, int]]:
    """Return how many dots, areas, bars and lines figures must show, counted from what they draw."""
    runs, labels = whole.runs, whole.labels
    shown = [line for line in (Line(metric, "", "", None) for metric in SHOWN) if line in runs.values]
    varying = [
        one for one in whole.contrasts if one.line in shown and one.against and not one.against.is_constant
    ]
    both = [Line(metric, "", "", None) for metric in ("contribution", "conflict")]
    reasons, stages = runs.lines(["lost_demand:reason"]), runs.lines(["funnel:stage"])
    figures = {
        "differences": marks(dots=len(shown) * (1 + len(runs.seeds)), lines=len(shown) + len(varying)),
        "lost": marks(bars=2 * len(labels) + something(runs, reasons)),
        "funnel": marks(bars=something(runs, stages), dots=len(runs.seeds) * changing(runs, stages)),
        "verdict": marks(dots=len(labels) * (2 + len(runs.seeds)), lines=len(BANDS) + changing(runs, both)),
        "units": marks(areas=2 * len(labels), lines=2 * len(labels)),
        "rate": marks(areas=len(labels), lines=len(labels)),
    }
    for number, label in enumerate(labels):
        ledger = simulate(runs.scenarios[label], runs.seeds[0])
        graph = with_passages(flows(ledger))
        edges = [e for *_, e in graph.edges(data=True) if e["units"] or e["hosts"]]
        columns, depth = columns_of(graph, ordered_layers(graph)), depths(graph)
        ends = columns.names_end
        level = [n for n in graph if graph.out_degree(n) and ends[n] < columns.lines_slant[depth[n]]]
        members = [kind for _, kind in graph.nodes(data="kind") if kind != PASSAGE]
        figures[f"graph-{number}"] = marks(dots=len(members), lines=len(edges) + len(level))
        kinds = {m.format for m in ledger.header.members if m.format and m.name.startswith("acme")}
        figures[f"prices-{number}"] = marks(areas=2 * len(kinds), lines=len(kinds) + 1)
    assert all(any(one.values()) for one in figures.values())
    return figures


def marks(**seen: int) -> dict[str, int]:
    """Return counts of marks, of those not named none."""
    return {"dots": 0, "areas": 0, "bars": 0, "lines": 0, **seen}


def something(runs: Runs, lines: list[Line]) -> int:
    """Return in how many lines and scenarios there is anything to draw."""
    return sum(any(runs.series(line, label)) for line in lines for label in runs.scenarios)


def changing(runs: Runs, lines: list[Line]) -> int:
    """Return in how many lines and scenarios seeds differ."""
    return sum(len(set(runs.series(line, label))) > 1 for line in lines for label in runs.scenarios)


def test_runs_that_were_kept_are_not_played_for_their_pictures(tmp_path: Path) -> None:
    """They are read from where they were saved."""
    kept = compare(
        dealers_and_web(weeks=2, customers=40, events=[]),
        seeds=1,
        metrics=(*HEADLINES, *REPORT_QUESTIONS),
        ledgers_to=tmp_path / "ledgers",
    )

    def refuse(*_: object) -> Any:
        raise AssertionError("played")

    assert write_report(tmp_path / "kept.html", kept, play=refuse).stat().st_size > 0
