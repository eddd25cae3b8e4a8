"""The verb new: what it writes, what it asks, and what it refuses, with nothing written."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulator import load
from simulator.scenario.kept.read_kept import known_in
from simulator.scenario.save import to_yaml
from simulator.views.cli import new
from simulator.views.cli.app import app

KNOWN = {"product": "filter jug", "price": "60", "cost": "22", "people": "5000", "units": "400"}
NEEDED = [part for name, value in KNOWN.items() for part in (f"--{name}", value)]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ended(*given: str, typed: str | None = None) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of a command."""
    result = CliRunner().invoke(app, list(given), input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def there() -> list[str]:
    """Return the names of the files in the folder."""
    return sorted(file.name for file in Path().iterdir())


def test_it_writes_a_world_and_a_file_for_each_further_way() -> None:
    """Each a scenario as it stands, of the same world; and says what comes next."""
    code, out, said = ended(
        "new", "jug.yaml", *NEEDED, "--ways", "open_resale,authorized_dealers,direct_automated"
    )
    worlds = [load(file) for file in there()]

    assert code == 0
    assert there() == ["jug.yaml", "jug_authorized_dealers.yaml", "jug_direct_automated.yaml"]
    assert out.split() == ["written:", "jug.yaml", "written:", there()[1], "written:", there()[2]]
    assert "simulator fit jug.yaml --write" in said
    assert f"simulator compare {' '.join(there())}" in said
    assert [type(one.distribution[0]).__name__ for one in worlds] == [
        "OpenResale",
        "AuthorizedDealers",
        "DirectAutomated",
    ]
    assert len({to_yaml(one.model_copy(update={"name": "a", "distribution": []})) for one in worlds}) == 1
    known = known_in("jug.yaml")
    assert known is not None
    assert dict(known.targets) == {"units_a_year": 400, "market_share": 0.2, "own_price_elasticity": -2.6}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--ways", "authorized_dealers,exclusive"], None),
        (["--ways", "authorized_dealers,direct_automated", "--online", "0.1"], "--parcel 5"),
        (["--ways", "category_retail", "--resellers", "7"], None),
        ([], "--online 0.3, --parcel 5, --marketplace 0.6, --resellers 24"),
    ],
)
def test_choices_are_named_on_which_the_answer_hangs(more: list[str], told: str | None) -> None:
    """Those of the ways asked for that were not said, with what stands for them."""
    code, _, said = ended("new", "jug.yaml", *NEEDED, "--product", "jug", *more)
    lines = [line for line in said.splitlines() if line.startswith("choices")]

    assert code == 0
    assert lines == ([] if told is None else [f"choices on which the answer hangs, say yours: {told}"])


def test_check_finds_nothing_but_that_it_is_not_fitted() -> None:
    """Nothing on standard error; the command that fits it is told."""
    ended("new", "jug.yaml", *NEEDED)
    code, out, said = ended("check", *there())

    assert (code, said) == (0, "")
    assert out.count("not fitted yet to what 'fit' says, units_a_year 400") == 2
    assert "simulator fit --write jug.yaml" in out


def test_nothing_is_written_over() -> None:
    """Neither the file nor that of another way."""
    Path("jug.yaml").write_text("mine", encoding="utf-8")
    Path("pot_open_resale.yaml").write_text("mine, too", encoding="utf-8")

    for file, taken in (("jug.yaml", "jug.yaml"), ("pot.yaml", "pot_open_resale.yaml")):
        code, out, said = ended("new", file, *NEEDED)
        assert (code, out) == (2, "")
        assert f"{taken}: is there already, and is not written over" in said
    assert there() == ["jug.yaml", "pot_open_resale.yaml"]
    assert Path("jug.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["jug.yaml"], "--product, --price, --cost, --people, --units"),
        (["jug.yaml", *NEEDED[2:]], "has to be given: --product;"),
        (["jug.txt", *NEEDED], "jug.txt: the name of a scenario file ends with .yaml"),
        (["no/jug.yaml", *NEEDED], "there is no folder no"),
        (["jug.yaml", *NEEDED, "--share", "20"], "--share: must be at most 0.95, is 20"),
        (["jug.yaml", *NEEDED, "--ways", "dealers"], "--ways: no distribution model called 'dealers'"),
        (["jug.yaml", *NEEDED, "--ways", ","], "--ways: "),
        (["jug.yaml", *NEEDED, "--known", "0.01", "--units", "9000"], "--units: 9,000 a year are too many"),
        (["jug.yaml", *NEEDED, "--price", "dear"], "'--price'"),
        (["ju\0g.yaml", *NEEDED], "is no name of a file"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(given: list[str], told: str) -> None:
    """By its option or file, with exit code 2."""
    code, out, said = ended("new", *given)

    assert (code, out) == (2, "")
    assert told in said
    assert there() == []


@pytest.mark.parametrize(
    "name", ["jug: $price #1", "{a: b}", "'q\" \\t", "- no", "null", "🫖\u202e", "a\x1bb"]
)
def test_names_are_text(name: str) -> None:
    """What means something to YAML, to a template or to a terminal is only a name."""
    code, _, said = ended(
        "new", "jug.yaml", *NEEDED, "--product", name, "--currency", "$a:#", "--parcel", "5"
    )
    if code:
        assert (code, there()) == (2, [])
        assert "--product: " in said
        return
    scenario = load("jug.yaml")

    assert next(iter(scenario.products)) == name
    assert scenario.units.currency == "$a:#"


@pytest.mark.parametrize("currency", ["", "JPY"])
def test_in_a_terminal_it_asks_for_what_was_left_out(monkeypatch: pytest.MonkeyPatch, currency: str) -> None:
    """Every question has a default and a unit; what cannot be is asked for once more, with the reason."""
    monkeypatch.setattr(new, "_is_terminal", lambda: True)
    answers = [currency, "449", "500", "170", "2000", *[""] * 9, "niche", "chain+direct_automated"]
    code, out, said = ended("new", "m.yaml", "--product", "machine", typed="\n".join([*answers, ""]))
    scenario = load("m.yaml")

    assert code == 0, said
    assert out.endswith("written: m.yaml\n")
    assert "--cost: 500 is not below --price, 449" in said
    assert said.count(f"[{currency or 'EUR'}] [") == 5
    machine = scenario.products["machine"]
    assert (machine.list_price, machine.unit_cost, machine.needs) == (449, 170, "niche")
    assert (scenario.customers, scenario.units.currency) == (2000, currency or "EUR")


def test_an_interview_that_is_broken_off_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the answers end."""
    monkeypatch.setattr(new, "_is_terminal", lambda: True)
    code, _, said = ended("new", "m.yaml", typed="machine\nEUR\n")

    assert (code, there()) == (1, [])
    assert said.endswith("Aborted.\n")
