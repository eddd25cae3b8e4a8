"""Split of runs: a comparison's ledgers are read where they are, and played again where they are not."""

import shutil
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from simulator import compare, simulate, split_by_need
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import NotRecordedError
from simulator.scenario.schema import Scenario
from simulator.studies.need_split.need_split import NeedSplit
from simulator.studies.need_split.split_of_runs import ReadOrPlay, can_split
from tests.worlds.small import small_scenario, small_world


def pair(detail: str = "sales") -> list[Scenario]:
    """Return dealers, and dealers beside a web store."""
    dealers, web = {"model": "authorized_dealers"}, {"model": "direct_automated", "price": 0.9}
    people = small_world()["segments"]
    for one in people.values():
        one["needs"]["light"]["per_year"] = 26
    plain = {"weeks": 5, "customers": 150, "segments": people, "events": [], "detail": detail}
    return [
        small_scenario(name="dealers", distribution=dealers, **plain),
        small_scenario(name="both", distribution=[dealers, web], **plain),
    ]


class CannotPlayError(Exception):
    """Raised by a play that should not be asked."""


def refusing(scenario: Scenario, seed: int) -> Ledger:
    """Play nothing."""
    raise CannotPlayError(f"{scenario.name}, {seed}")


@cache
def split_by_itself() -> NeedSplit:
    """Return what the web store sells, split without a comparison."""
    return split_by_need(*reversed(pair()), seeds=2)


@pytest.mark.by_day(2)
@pytest.mark.parametrize("ledgers", ["kept", "saved", "played"])
def test_wherever_ledgers_are_the_split_is_the_same(ledgers: str, tmp_path: Path) -> None:
    """As two scenarios are split by themselves, to the last need; kept or saved ones are not played again."""
    options = {"kept": {"keep_ledgers": True}, "saved": {"ledgers_to": tmp_path}, "played": {}}[ledgers]
    comparison = compare(pair(), 2, metrics="units_sold", **options)
    found = comparison.split_by_need(**({} if ledgers == "played" else {"play": refusing}))
    expected = split_by_itself()

    assert found.sold.mean > 0
    assert (found.label, found.without) == ("both", "dealers")
    pd.testing.assert_frame_equal(found.needs, expected.needs)
    pd.testing.assert_frame_equal(found.net, expected.net)
    assert [one.label for one in comparison.need_splits()] == ["both"]


def test_a_saved_ledger_is_read_only_if_it_is_the_run_that_is_meant(tmp_path: Path) -> None:
    """Another seed, another scenario, less detail, or none at all: then the run is played."""
    dealers, both = pair()
    compare([dealers, both], [3], metrics="units_sold", ledgers_to=tmp_path)
    place = next(tmp_path.glob("1-*")) / "seed-3"

    assert ReadOrPlay(place, dealers, 3, refusing)().content_hash() == simulate(dealers, 3).content_hash()
    for at, scenario, seed in (
        (place, dealers, 4), (place, both, 3), (place, dealers.changed(detail="journeys"), 3),
        (tmp_path / "gone", dealers, 3),
    ):  # fmt: skip
        with pytest.raises(CannotPlayError):
            ReadOrPlay(at, scenario, seed, refusing)()
    shutil.rmtree(place)
    with pytest.raises(CannotPlayError):
        ReadOrPlay(place, dealers, 3, refusing)()


def test_at_summary_it_answers_that_needs_were_not_recorded() -> None:
    """And says what to ask for; a report leaves it out."""
    comparison = compare(pair("summary"), 1, metrics="units_sold")

    with pytest.raises(NotRecordedError, match="needs 'detail: sales'; 'both' has 'summary'"):
        comparison.split_by_need()
    assert comparison.need_splits() == []


def test_scenarios_without_outlets_of_their_own_are_not_split() -> None:
    """The same outlets at another price; other weeks; no seed under which both runs ended."""
    dealers, both = pair()
    dear = dealers.changed(name="dear", distribution={"model": "authorized_dealers", "price_floor": 0.5})
    longer = both.changed(name="longer", weeks=6)
    runs = compare([dealers, dear, longer], 1, metrics="units_sold").runs

    def failing(scenario: Scenario, seed: int) -> Ledger:
        if scenario.name == "both":
            raise CannotPlayError
        return simulate(scenario, seed)

    broken = compare([dealers, both], 1, metrics="units_sold", play=failing)

    assert not can_split(runs, ("dear", "dealers"))
    assert not can_split(runs, ("longer", "dealers"))
    assert broken.need_splits() == []
