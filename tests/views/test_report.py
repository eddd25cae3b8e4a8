"""The report: one page that stands alone, says what the comparison says, and holds in a real browser."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulator import load
from simulator.lab.compare import Comparison
from simulator.lab.questions import UnknownQuestionError
from simulator.views.cli import app
from simulator.views.contest import Contest, compare
from tests.builders import small_scenario, small_world

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NASTY = "<script>alert('owned')</script> & \"dealers\" 😀"


def dealers_and_web(**changes: object) -> list:
    """Return two small scenarios that differ in both distribution and message."""
    changes = {"campaigns": [], **changes}
    one = small_scenario(**changes)
    web = {"model": "direct_automated"}
    return [one, small_scenario(name=NASTY, distribution=web, messages={"default": "deal"}, **changes)]


@pytest.fixture(scope="module")
def contest() -> Contest:
    """Return a small contest."""
    return compare(dealers_and_web(), seeds=3)


@pytest.fixture(scope="module")
def page(contest: Contest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return its report, with everything that can be in one."""
    place = tmp_path_factory.mktemp("report") / "contest.html"
    return contest.report(place, files=["scenarios/espresso_dealers_craft.yaml"], assumptions=4)


def test_the_front_door_hands_out_contests(contest: Contest) -> None:
    """A contest is a comparison, and plots."""
    assert isinstance(contest, Comparison)
    assert contest.plot().axes


def test_the_report_says_what_the_comparison_says(contest: Contest, page: Path) -> None:
    """Verdict, table, whose doing, assumptions, sources; what is asked for the report is not in the table."""
    text = page.read_text(encoding="utf-8")

    assert contest.verdict().split(": ", 1)[1][:60] in text.replace("&#39;", "'")
    for told in ("Whose doing it is", "distribution × messages", "sign holds in", "Bijmolt", "choices;"):
        assert told in text
    assert "unmet_needs" not in set(contest.rows["metric"])


def test_names_are_text_and_never_markup(page: Path) -> None:
    """A scenario's name cannot put anything into the page."""
    text = page.read_text(encoding="utf-8")

    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_the_same_contest_makes_the_same_page(contest: Contest, page: Path, tmp_path: Path) -> None:
    """Byte for byte: no clock, no path of a machine, no order of a hash."""
    again = contest.report(
        tmp_path / "again.html", files=["scenarios/espresso_dealers_craft.yaml"], assumptions=4
    )

    assert again.read_bytes() == page.read_bytes()


@pytest.mark.parametrize(
    "changes",
    [{"weeks": 1}, {"weeks": 5, "customers": 1}, {"warm_up": 11}, {"competition": []}],
)
def test_poor_runs_have_a_report_too(changes: dict, tmp_path: Path) -> None:
    """Too short for a review, nobody who buys, nearly all warm-up, nobody else: what is not known says so."""
    poor = small_world()["products"]
    if not changes.get("competition", True):
        changes = {**changes, "products": {"lamp": poor["lamp"]}, "manufacturers": {"acme": {}}}
    changes = {"events": [], **changes}
    place = compare(dealers_and_web(**changes), seeds=1).report(tmp_path / "poor.html", assumptions=0)

    assert "no assumption was varied" in place.read_text(encoding="utf-8")


def test_three_scenarios_have_a_report(tmp_path: Path) -> None:
    """Each against the baseline, with a graph each."""
    three = [*dealers_and_web(), small_scenario(name="third", distribution={"model": "exclusive"})]
    text = compare(three, seeds=2).report(tmp_path / "three.html", assumptions=0).read_text(encoding="utf-8")

    assert text.count("The channel of ") == 2 * 3  # as a label and as a caption


def test_a_picture_says_what_was_not_asked() -> None:
    """Not an empty figure."""
    from simulator.views import pictures  # noqa: PLC0415 - draws

    bare = compare(dealers_and_web(), seeds=1, metrics=["units_sold"])
    with pytest.raises(UnknownQuestionError, match="'units_sold:week' was not asked in these runs"):
        pictures.sell_through_over_time(bare.runs)


def test_compare_with_out_writes_the_report(tmp_path: Path) -> None:
    """Beside tables and manifest, with sources from the files themselves."""
    files = ["scenarios/espresso_dealers_craft.yaml", "scenarios/espresso_direct_deal.yaml"]
    small = ["--set", "customers=200", "--set", "weeks=8", "--set", "events=[]", "--seeds", "2"]
    out = ["--assumptions", "4", "--out", str(tmp_path / "there")]
    done = CliRunner().invoke(app, ["compare", *files, *small, *out, "--metrics", "conflict"])

    assert done.exit_code == 0, done.stderr
    text = (tmp_path / "there" / "report.html").read_text(encoding="utf-8")
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


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine; the gate installs it")
@pytest.mark.parametrize("width", [1200, 400], ids=["desk", "phone"])
def test_a_browser_without_network_draws_everything(page: Path, width: int) -> None:
    """No request that fails or leaves the file, no console error; all pictures drawn, none too wide."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow to import

    asked: list[str] = []
    complaints: list[str] = []
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
        tab = context.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("requestfailed", lambda request: complaints.append(request.url))
        tab.on(
            "console",
            lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None,
        )
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(page.as_uri())
        sizes = tab.eval_on_selector_all(
            "figure svg", "all => all.map(one => { const b = one.getBBox(); return [b.width, b.height]; })"
        )
        overflow = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        links = tab.eval_on_selector_all(
            "nav a", "all => all.map(one => document.querySelector(one.getAttribute('href')) !== null)"
        )
        printed = tab.pdf() if width == 1200 else b"%PDF"
        browser.close()

    assert complaints == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert len(sizes) >= 11
    assert all(width > 50 and height > 50 for width, height in sizes)
    assert overflow <= 0
    assert links
    assert all(links)
    assert printed.startswith(b"%PDF")


def test_sources_are_told_from_choices() -> None:
    """A note on the line itself speaks for it; a note above a block only for what it calls by name."""
    from simulator.scenario.sources import sources  # noqa: PLC0415

    noted = {one.key: one for one in sources("scenarios/espresso_resale_deal.yaml")}

    assert noted["candidates"].has_source
    assert noted["segments.offices.price_sensitivity"].has_source
    assert not noted["segments.offices.values.price"].has_source
    assert not noted["products.machine.unit_cost"].has_source
    assert noted["products.machine.unit_cost"].note.startswith("choice")
    assert load("scenarios/espresso_resale_deal.yaml").candidates == noted["candidates"].value
