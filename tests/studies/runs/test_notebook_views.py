"""What notebooks show: results in tables, with a short repr beside, names as text, and how far runs are."""

import subprocess
import sys
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest

import simulator
from simulator.scenario.html_table import MOST_ROWS, html_table
from simulator.studies.comparison.compare import compare
from simulator.studies.experiment.load_plan import experiment
from simulator.studies.runs import notebook_progress
from simulator.studies.runs.replicate import replicate
from simulator.studies.sweep.sweep import sweep
from tests.cases import Cases
from tests.ledger import by_hand
from tests.studies import fake_runs
from tests.worlds.small import small_scenario

HOSTILE = "<script>alert('1')</script>&amp; \u202e\x1b[31m $x$ \"q\""
METRICS = ["fake_units", "fake_units:kind", "fake_noise"]
LONGEST_REPR = 300


class Elements(HTMLParser):
    """Reads the elements and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[Any] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[Any]) -> None:
        """Take in an element."""
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        """Take in text."""
        self.text += f"{data}\n"


def results(name: str) -> dict[str, Any]:
    """Return one of each result, of a scenario of that name."""
    one, other = fake_runs.small(name=name), fake_runs.small(name=f"other {name}", weeks=7)
    ledger = by_hand.blank(name=name)
    by_hand.sale(ledger, 1, by_hand.SHOP, 3)
    given = experiment(one, {"weeks": [4, 5]}, seeds=2, metrics=METRICS, name=name.replace("\x1b", ""))
    return {
        "Scenario": small_scenario(name=name, situation=name),
        "Ledger": ledger.close(),
        "Runs": replicate(one, 2, metrics=METRICS, play=fake_runs.fake),
        "Comparison": compare([one, other], 2, metrics=METRICS, play=fake_runs.fake),
        "Sweep": sweep(given, play=fake_runs.fake),
    }


def test_results_are_tables_in_notebooks_and_short_elsewhere() -> None:
    """Each says what it is on one line; its table has the numbers that its methods give."""
    found = results("plain")
    with Cases() as cases:
        for kind, one in found.items():
            with cases.case(kind):
                page = Elements(one._repr_html_())
                assert "table" in page.tags
                assert repr(one).startswith(f"<{kind} ")
                assert "plain" in repr(one)
                assert "\n" not in repr(one)
                assert len(repr(one)) < LONGEST_REPR
    assert found["Comparison"].verdict().split("\n")[0] in Elements(found["Comparison"]._repr_html_()).text
    (line,) = (line for line in found["Runs"].lines() if line.metric == "fake_noise")
    noise = found["Runs"].series(line, "plain")
    assert f"fake noise\n%\n{100 * sum(noise) / 2:.0f} ± " in Elements(found["Runs"]._repr_html_()).text
    assert str(found["Scenario"]) == repr(found["Scenario"])


def test_hostile_names_are_text() -> None:
    """No element, no attribute and no character that is not seen comes from a name."""
    plain, hostile = results("plain"), results(HOSTILE)
    with Cases() as cases:
        for kind, one in hostile.items():
            with cases.case(kind):
                page = one._repr_html_()
                assert Elements(page).tags == Elements(plain[kind]._repr_html_()).tags
                assert Elements(page).attributes == []
                assert "alert('1')</script>" in Elements(page).text.replace("\n", "")
                assert not {"\x1b", "\u202e"} & set(page + repr(one))


def test_a_long_name_and_many_rows_are_cut_and_counted() -> None:
    """Nothing that is shown grows without end."""
    assert len(repr(fake_runs.small(name="x" * 120))) < LONGEST_REPR
    page = html_table("many", [[at] for at in range(MOST_ROWS + 5)])
    assert page.count("<tr>") == MOST_ROWS
    assert "and 5 more rows" in page


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """Return what a notebook is shown, while one seems to run this."""
    told: list[dict[str, str]] = []

    def update(data: dict[str, str], raw: bool) -> None:
        assert raw
        told.append(data)

    def display(data: dict[str, str], raw: bool, display_id: bool) -> Any:
        assert raw
        assert display_id
        told.append(data)
        return SimpleNamespace(update=update)

    shell = SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    monkeypatch.setitem(sys.modules, "IPython.display", SimpleNamespace(display=display))
    monkeypatch.setattr(notebook_progress, "OFTEN", 0.0)
    return told


def test_a_notebook_is_shown_how_far_runs_have_come(shown: list[dict[str, str]]) -> None:
    """By default, run by run, in one place; a function of one's own takes its place, and False ends it."""
    one, told = fake_runs.small(), []
    replicate(one, 3, metrics=METRICS, play=fake_runs.fake)
    assert [each["text/plain"] for each in shown] == [f"{done} of 3 runs" for done in (1, 2, 3)]
    assert all('max="3"' in each["text/html"] for each in shown)

    shown.clear()
    replicate(one, 2, metrics=METRICS, play=fake_runs.fake, progress=lambda *far: told.append(far))
    replicate(one, 2, metrics=METRICS, play=fake_runs.fake, progress=False)
    assert (told, shown) == ([(1, 2), (2, 2)], [])
    sweep(experiment(one, {"weeks": [4, 5]}, seeds=1, metrics=METRICS), play=fake_runs.fake)
    assert len(shown) == 2


def test_only_a_kernel_is_a_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """A prompt of IPython is none, nor is a script that has imported it."""
    for shell in (None, SimpleNamespace()):
        monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda shell=shell: shell))
        assert not notebook_progress.in_notebook()
    monkeypatch.delitem(sys.modules, "IPython")
    assert not notebook_progress.in_notebook()


@pytest.mark.parametrize("wrong", [True, 0, "", "yes", []])
def test_what_is_no_function_is_refused_for_progress(wrong: Any) -> None:
    """Only False ends it."""
    with pytest.raises(simulator.InputError, match="progress: should be a function"):
        replicate(fake_runs.small(), 1, metrics=METRICS, play=fake_runs.fake, progress=wrong)


def test_nothing_is_imported_for_a_notebook_where_there_is_none() -> None:
    """Neither by the package nor by the module that would show it."""
    asked = "import simulator.studies.runs.notebook_progress, sys; sys.exit('IPython' in sys.modules)"
    subprocess.run([sys.executable, "-c", asked], check=True)
