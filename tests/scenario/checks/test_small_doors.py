"""Small doors: an action that is a word, an entry taken out of a map, a kind of outlet misspelt."""

from pathlib import Path
from shutil import copy

import pytest

from simulator import InputError, load, simulate
from simulator.market.setup.build_channel import channel_faults

DEALERS = Path("scenarios/espresso_dealers_craft.yaml")


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """Return a folder with the espresso world and its dealers."""
    for file in (DEALERS, Path("scenarios/espresso.yaml")):
        copy(file, tmp_path)
    return tmp_path


def laid_over(beside: Path, text: str) -> Path:
    """Write a file that extends the dealers."""
    path = beside / "mine.yaml"
    path.write_text(f"extends: {DEALERS.name}\nname: mine\n{text}\n")
    return path


def test_an_action_without_parameters_is_a_word(beside: Path) -> None:
    """It is the same as with no parameters given, and does what it says."""
    who = '"northmill dealer north 1"'
    word, whole = (
        load(
            laid_over(beside, f"events: [{{week: 3, who: {who}, do: {do}}}]"),
            set=["weeks=5", "customers=200"],
        )
        for do in ("delist", "{delist: {}}")
    )
    assert word == whole
    posted = simulate(word, seed=1).table("posting").query("week >= 3")
    assert "northmill dealer north 1" not in set(posted["outlet"].astype(str))


@pytest.mark.parametrize(
    ("do", "says"), [("delis", "did you mean 'delist'"), ("price_change", "should be a map with one key")]
)
def test_another_word_is_refused_in_its_place(beside: Path, do: str, says: str) -> None:
    """A misspelt one with a suggestion; one that needs parameters with the form that it has."""
    path = laid_over(beside, f"events: [{{week: 3, do: {do}}}]")
    with pytest.raises(InputError, match=rf"mine.yaml:3:\d+: events.0.do.*{says}"):
        load(path)


def test_null_takes_an_entry_out_of_a_map(beside: Path) -> None:
    """In a file that extends, and on the command line; what is no entry of a map stays a setting."""
    path = laid_over(beside, "segments: {offices: null, enthusiasts: {share: 0.4}}")
    assert list(load(path).segments) == ["enthusiasts", "families", "bargain_hunters"]
    changes = ["segments.offices=null", "segments.enthusiasts.share=0.4"]
    assert list(load(DEALERS, set=changes).segments) == ["enthusiasts", "families", "bargain_hunters"]
    assert load(DEALERS, set=["distribution.price_floor=null"]).distribution[0].price_floor is None


def test_null_for_what_is_not_there_is_refused(beside: Path) -> None:
    """There is nothing to take out."""
    with pytest.raises(InputError, match=r"segments\.nobody"):
        load(laid_over(beside, "segments: {nobody: null}"))


def test_a_kind_of_outlet_that_no_model_has_is_refused(beside: Path) -> None:
    """With a suggestion; a kind that only this way to market lacks is no mistake."""
    wrong = load(laid_over(beside, "messages: {by_channel: {deeler: deal}}"))
    assert [text for _, text in channel_faults(wrong)] == [
        "no kind of outlet called 'deeler'; did you mean 'dealer'?"
    ]
    right = load(laid_over(beside, "messages: {by_channel: {marketplace: deal}}"))
    assert not list(channel_faults(right))
