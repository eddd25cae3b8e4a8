"""Read kept findings: of which file they speak, whether they still fit, and what is told of them."""

from pathlib import Path
from typing import Any

import pytest

from simulator import load
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.finding_blocks import FITTED, PROBED, Fitted, Probed
from simulator.scenario.kept.kept_words import kept_sentences
from simulator.scenario.kept.read_kept import depth, fitted_in, kept_findings, played_file
from simulator.scenario.kept.write_kept import write_findings
from simulator.scenario.save import fingerprint
from simulator.scenario.yaml.number_sources import Origin, sources
from tests.scenario.kept.blocks import fitted, probed, text

SHIPPED = Path(__file__).resolve().parents[3] / "scenarios"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a base that was fitted on a file that extends it, and another that does."""
    monkeypatch.chdir(tmp_path)
    Path("world.yaml").write_text(text(), encoding="utf-8")
    Path("played.yaml").write_text("extends: world.yaml\nweeks: 5\ncampaigns: []\n", encoding="utf-8")
    Path("other.yaml").write_text("extends: world.yaml\nweeks: 4\ncampaigns: []\n", encoding="utf-8")
    keep("world.yaml", fitted(played="played.yaml", hash=fingerprint(load("played.yaml"))))
    return tmp_path


def keep(file: str, block: Fitted | Probed) -> None:
    """Write a block into a file."""
    write_findings(file, FITTED if isinstance(block, Fitted) else PROBED, block, {})


def respell(old: str, new: str) -> None:
    """Write something else into the base."""
    base = Path("world.yaml")
    before = base.read_text(encoding="utf-8")
    assert old in before
    base.write_text(before.replace(old, new), encoding="utf-8")


def told(file: str, model: str = "", **more: Any) -> list[list[str]]:
    """Return what is told of a file."""
    return [kept_sentences(one, model) for one in kept_findings(file, **more)]


@pytest.mark.parametrize("file", ["world.yaml", "played.yaml", "other.yaml"])
def test_a_fit_speaks_of_the_file_that_was_played(file: str) -> None:
    """Wherever it is read: of the base, of what was played, of another that extends the base."""
    ((head, *lines),) = told(file)

    assert head == "fitted in world.yaml, played on played.yaml, 3 seeds"
    assert "products.lamp.appeal: 3.25, from 3.1 [3, 3.5]" in lines
    assert "units_a_year: target 80 units, reached 79.5, residual -0.5" in lines


@pytest.mark.parametrize("file", ["world.yaml", "played.yaml", "other.yaml"])
def test_a_hash_that_no_longer_fits_is_told(file: str) -> None:
    """When the base changes what was played, and how to play it again."""
    base = Path("world.yaml")
    base.write_text(
        base.read_text(encoding="utf-8").replace("unit_cost: 40", "unit_cost: 41"), encoding="utf-8"
    )
    ((head, *_),) = told(file)

    assert "OUT OF DATE: the world of played.yaml is another now" in head
    assert head.endswith("simulator fit --again --write world.yaml")


def test_another_version_of_the_model_is_told() -> None:
    """Of fits and of probes, and what plays them anew; the same version is no news, nor one out of date."""
    same = fitted().model
    keep("world.yaml", probed(hash=fingerprint(load("world.yaml"))))
    heads = [head for head, *_ in told("world.yaml", model="0.1.0+ba9876543210")]
    another = f"played by another version of the model ({same}, today 0.1.0+ba9876543210)"

    fit, probe = (f"simulator {verb} --write world.yaml plays it anew" for verb in ("fit --again", "probe"))
    assert heads == [
        f"fitted in world.yaml, played on played.yaml, 3 seeds; {another}: {fit}",
        f"probed, 1 seed; {another}: {probe}",
    ]
    assert told("world.yaml", model=same) == told("world.yaml")
    assert not any("another version" in head for head, *_ in told("world.yaml"))
    Path("played.yaml").unlink()
    assert "another version" not in told("other.yaml", model="0.1.0+ba9876543210")[0][0]


def test_what_does_not_change_the_world_played_is_no_matter() -> None:
    """A name, a comment, and what the file that was played says otherwise."""
    base = Path("world.yaml")
    changed = (
        base.read_text(encoding="utf-8").replace("weeks: 6", "weeks: 7  # more").replace("name: w", "name: W")
    )
    base.write_text(changed, encoding="utf-8")
    ((head, *_),) = told("world.yaml")

    assert "OUT OF DATE" not in head


def test_single_settings_count_where_the_file_itself_was_played() -> None:
    """As `check played.yaml --set weeks=3`; another file's stand as they are."""
    changed = load("played.yaml", set=["weeks=3"])

    assert "OUT OF DATE" in told("played.yaml", scenario=changed)[0][0]
    assert "OUT OF DATE" not in told("other.yaml", scenario=load("other.yaml", set=["weeks=3"]))[0][0]


def test_a_played_file_that_is_gone_is_told() -> None:
    """No failure of the file that is read."""
    Path("played.yaml").unlink()
    ((head, *_),) = told("other.yaml")

    assert "OUT OF DATE: played.yaml, which was played, cannot be read" in head


def test_a_played_file_that_does_not_extend_this_one_is_told() -> None:
    """Any other file is none that was played with these numbers."""
    Path("foreign.yaml").write_text(text(), encoding="utf-8")
    keep("world.yaml", fitted(played="foreign.yaml", hash=fingerprint(load("foreign.yaml"))))
    ((head, *_),) = told("world.yaml")

    assert "OUT OF DATE: foreign.yaml, which was played, does not extend world.yaml" in head


def test_a_probe_speaks_of_its_own_file_alone() -> None:
    """A base's is not told of what extends it; each has its own."""
    keep("world.yaml", probed(hash=fingerprint(load("world.yaml"))))
    keep("other.yaml", probed(hash="0" * 64))
    (fit, (head, *lines)), ((other, *_), _) = told("world.yaml"), told("other.yaml")

    assert fit[0].startswith("fitted in world.yaml")
    assert head == "probed, 1 seed"
    assert lines == [
        "own-price elasticity: -2.5 [-3, -2]: within",
        "gross margin, dealer: the last: 0.2 share of net sales",
        "advertising elasticity: cannot be told: no campaign, no answer",
    ]
    assert other.startswith("probed, 1 seed; OUT OF DATE: the world of other.yaml is another now")
    assert other.endswith("simulator probe --write other.yaml")
    assert len(told("played.yaml")) == 1


def test_a_file_without_any_tells_nothing(tmp_path: Path) -> None:
    """No sentence."""
    path = tmp_path / "world.yaml"
    path.write_text(text(), encoding="utf-8")

    assert told(str(path)) == []
    assert fitted_in(str(path)) is None


def test_depth_and_the_file_played_are_told_by_paths(files: Path) -> None:
    """Relative to the file in which the block stands."""
    assert (depth("world.yaml"), depth("played.yaml")) == (0, 1)
    block = fitted_in(str(files / "world.yaml"))
    assert block is not None
    assert Path(played_file(str(files / "world.yaml"), block)) == files / "played.yaml"


def test_the_targets_are_the_source_of_the_numbers() -> None:
    """Of those the block names and that still are what was found; whatever a comment says."""
    keep("world.yaml", fitted(settings={"products.lamp.appeal": {"start": 3.0, "value": 3.1}}))
    found = {one.key: one for one in sources("other.yaml")}
    appeal = found["products.lamp.appeal"]

    assert appeal.origin is Origin.FITTED
    assert appeal.note.startswith(
        "fitted: units_a_year 79.5 for a target of 80, -0.5; own-price elasticity -2.5"
    )
    assert found["products.lamp.list_price"].origin is not Origin.FITTED
    keep("world.yaml", fitted(settings={"products.lamp.appeal": {"start": 3.0, "value": 3.2}}))
    assert {one.key: one for one in sources("other.yaml")}["products.lamp.appeal"].note.startswith(
        "set by hand"
    )
    keep("world.yaml", fitted(settings={"segments.*.price_sensitivity": {"start": 1.0, "value": 3.2}}))
    named = [one.key for one in sources("other.yaml") if one.origin is Origin.FITTED]
    assert named == ["segments.readers.price_sensitivity"]


@pytest.mark.parametrize(
    "block",
    [
        "fitted: 5",
        "fitted: []",
        "fitted: {}",
        "fitted:",
        "probed: {hash: x, model: m, seeds: [1], figures: [{figure: a}]}",
        f"probed: {{hash: '{'0' * 64}', model: m, seeds: [1], figures: [{{figure: a, value: .inf}}]}}",
        f"fitted: {{hash: '{'0' * 64}', more: 1}}",
    ],
)
def test_a_block_that_is_none_is_refused_with_its_place(tmp_path: Path, block: str) -> None:
    """By load, as every other mistake."""
    path = tmp_path / "world.yaml"
    path.write_text(f"{text()}{block}\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as refusal:
        load(str(path))

    last = len(text().splitlines()) + 1
    assert all(f"world.yaml:{last}:" in str(one) for one in refusal.value.complaints)


@pytest.mark.parametrize("played", ["../../etc/passwd", "/etc/passwd", "world.yaml\0", "", "x" * 3000, "."])
def test_a_file_to_be_played_that_is_none_breaks_nothing(played: str) -> None:
    """It is refused, or told to be out of date."""
    respell("played: played.yaml", f"played: {played!r}")
    try:
        load("world.yaml")
    except ScenarioError as refusal:
        assert "relative to this one" in str(refusal) or "escape" in str(refusal)
        return
    ((head, *_),) = told("world.yaml")
    assert "OUT OF DATE" in head


@pytest.mark.parametrize("setting", ["fitted.hash=0", "probed={}", "fitted.settings.x.value=3"])
def test_no_setting_reaches_into_a_block(setting: str) -> None:
    """It is no part of a world."""
    with pytest.raises(ScenarioError, match="can only be written in a file"):
        load("world.yaml", set=[setting])


def test_a_fit_is_not_of_a_world_that_sets_what_was_fitted_otherwise() -> None:
    """The discounter's world sets appeal; another way to market sets nothing that was fitted."""
    told = {
        name: [one.set_otherwise for one in kept_findings(f"{SHIPPED}/espresso_{name}.yaml")]
        for name in ("discounter", "hybrid_craft", "dealers_craft")
    }

    assert told == {"discounter": ["products.machine.appeal"], "hybrid_craft": [""], "dealers_craft": [""]}
    (words,) = (kept_sentences(one)[0] for one in kept_findings(f"{SHIPPED}/espresso_discounter.yaml"))
    assert "NOT OF THIS WORLD, which sets products.machine.appeal otherwise" in words


def test_settings_given_beside_the_file_count() -> None:
    """What was fitted is fitted for what is played: a setting that is set to something else is told."""
    appeal = load("other.yaml").products["lamp"].appeal
    start = {"products.lamp.appeal": {"start": 0.0, "value": appeal}}
    keep("world.yaml", fitted(played="played.yaml", hash=fingerprint(load("played.yaml")), settings=start))

    def set_otherwise(file: str, *given: str) -> str:
        """Return which fitted setting is no longer what was fitted, if one is."""
        (one,) = kept_findings(file, load(file, set=list(given)))
        return one.set_otherwise

    assert set_otherwise("other.yaml") == ""
    assert set_otherwise("other.yaml", f"products.lamp.appeal={appeal}") == ""
    assert set_otherwise("other.yaml", f"products.lamp.appeal={appeal + 1}") == "products.lamp.appeal"
