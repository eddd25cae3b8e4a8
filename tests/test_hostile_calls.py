"""Hostile calls: a request that cannot be answered is refused as on the command line, by one exception.

Every public function is given values of other types, out of range, and of other libraries.
"""

import inspect
import itertools
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import simulator
from simulator import InputError
from simulator.ledger.ledger import Ledger
from simulator.scenario.schema import Scenario
from tests.cases import Cases
from tests.worlds.scenario_files import written
from tests.worlds.small import small_scenario

NAN = float("nan")
NO_SCENARIOS = (None, 5, NAN, "scenario.yaml", Path("scenario.yaml"), {}, [], object(), np.array([1]))
NO_NUMBERS = (
    None,
    NAN,
    1.5,
    1.0,
    "7",
    b"7",
    True,
    np.True_,
    np.float64(7),
    [],
    {},
    object(),
    2**70,
    -(2**70),
)
NO_SEEDS = (*NO_NUMBERS, -1, np.int64(-1), np.array([7]), Path("7"))
NO_SEED_LISTS = (
    0,
    -1,
    1.5,
    NAN,
    True,
    None,
    "7",
    b"7",
    [],
    [True],
    ["7"],
    [1.5],
    [-1],
    [2**70],
    [1, 1],
    {1, 2},
)
NO_SEED_LISTS += ({1: 2}, [None], [[1]], np.array([1.0]), np.array([[1]]), np.array(1.5), range(0))
NO_LISTS = (5, "weeks=26", b"weeks", {"weeks": 26}, {"weeks=26"}, [5], [None], [b"weeks=26"], [["weeks=26"]])
NO_TEXTS = (5, NAN, b"conflict", ["conflict"], object(), np.array(["conflict"]))
NO_PATHS = (
    None,
    5,
    1.5,
    b"scenario.yaml",
    ["scenario.yaml"],
    "a\0b",
    "",
    "nowhere.yaml",
    Path("nowhere"),
    object(),
)
NO_SWITCHES = (None, 1, 0, "no", "yes", [], object())
NO_CALLABLES = (5, "print", [print])

SMALL = {"weeks": 4, "review_weeks": 1, "customers": 20, "campaigns": [], "events": []}
ONE = small_scenario(**SMALL)
WAYS = ["direct_automated", "open_resale"]
OTHER = small_scenario(**SMALL, name="other", distribution={"model": "direct_automated"})


def _endless() -> list[Any]:
    """Return a list that holds itself."""
    endless: list[Any] = []
    endless.append(endless)
    return endless


def _varied(levels: Any) -> object:
    return simulator.experiment(ONE, {"weeks": levels})


type Call = Callable[[Any], object]
CALLS: dict[str, list[tuple[Call, tuple[Any, ...]]]] = {
    "load": [
        (simulator.load, NO_PATHS),
        (lambda bad: simulator.load("nowhere.yaml", set=bad), (*NO_LISTS, None)),
    ],
    "simulate": [
        (simulator.simulate, NO_SCENARIOS),
        (lambda bad: simulator.simulate(ONE, bad), NO_SEEDS),
        (lambda bad: simulator.simulate(ONE, progress=bad), NO_CALLABLES),
        (lambda bad: simulator.simulate(ONE, dice=bad), (5, "dice", np.random.default_rng(1))),
        (lambda bad: simulator.simulate(ONE, customer=bad), NO_CALLABLES),
        (lambda bad: simulator.simulate(ONE, measure=bad), (*NO_CALLABLES, None)),
    ],
    "measure": [
        (lambda bad: simulator.measure(bad, "conflict"), (*NO_SCENARIOS, ONE)),
        (lambda bad: simulator.measure(_ledger(), bad), (*NO_TEXTS, None, "nope", "")),
        (lambda bad: simulator.measure(_ledger(), "conflict", bad), (*NO_TEXTS, "nope", "")),
    ],
    "choices": [(simulator.choices, (*NO_SCENARIOS, ONE))],
    "customer_needs": [(simulator.customer_needs, (*NO_SCENARIOS, ONE))],
    "transactions": [(simulator.transactions, (*NO_SCENARIOS, ONE))],
    "replicate": [
        (simulator.replicate, NO_SCENARIOS),
        (lambda bad: simulator.replicate(ONE, bad), NO_SEED_LISTS),
        (lambda bad: simulator.replicate(ONE, itertools.count(bad)), (1,)),
        (
            lambda bad: simulator.replicate(ONE, 1, metrics=bad),
            (5, b"x", {"conflict": 1}, [5], ["nope"]),
        ),
        (
            lambda bad: simulator.replicate(ONE, 1, metrics=bad),
            ([], "", "nope", ["conflict:nope"], np.array([1])),
        ),
        (lambda bad: simulator.replicate(ONE, 1, jobs=bad), (*NO_NUMBERS, 0, -1)),
        (lambda bad: simulator.replicate(ONE, 1, keep_ledgers=bad), NO_SWITCHES),
        (lambda bad: simulator.replicate(ONE, 1, ledgers_to=bad), (5, b"out", ["out"], "a\0b")),
        (lambda bad: simulator.replicate(ONE, 1, progress=bad), NO_CALLABLES),
        (lambda bad: simulator.replicate(ONE, 1, play=bad), (*NO_CALLABLES, None)),
        (lambda bad: simulator.replicate(ONE, 1, executor=bad), (5, "dask", object())),
    ],
    "compare": [
        (simulator.compare, (*NO_SCENARIOS, ONE, [ONE], [ONE, None], [ONE, "other"], {"a": ONE, "b": OTHER})),
        (lambda bad: simulator.compare([ONE, OTHER], bad), NO_SEED_LISTS),
        (lambda bad: simulator.compare([ONE, OTHER], 1, baseline=bad), (*NO_NUMBERS, 2, -1)),
        (lambda bad: simulator.compare([ONE, OTHER], 1, labels=bad), (*NO_LISTS, "ab", [], ["a"], ["a", 5])),
    ],
    "decompose": [
        (lambda bad: simulator.decompose(bad, OTHER), NO_SCENARIOS),
        (lambda bad: simulator.decompose(ONE, bad), NO_SCENARIOS),
        (
            lambda bad: simulator.decompose(ONE, OTHER, bad),
            (5, None, "nope", [], [5], ["nope"], {"a": 1}),
        ),
        (lambda bad: simulator.decompose(ONE, OTHER, seeds=bad), NO_SEED_LISTS),
    ],
    "deal_bump": [
        (lambda bad: simulator.deal_bump(bad, _ledger(), [1]), (*NO_SCENARIOS, ONE)),
        (lambda bad: simulator.deal_bump(_ledger(), bad, [1]), (*NO_SCENARIOS, ONE)),
        (
            lambda bad: simulator.deal_bump(_ledger(), _ledger(), bad),
            (5, None, "8", [None], ["8"], [0], [1.5]),
        ),
    ],
    "campaign_return": [
        (simulator.campaign_return, NO_SCENARIOS),
        (
            lambda bad: simulator.campaign_return(ONE, bad, 1),
            (1.5, True, [], [None], b"print", {"social": 1}, "radio", ["radio"], -1, [0, 99]),
        ),
        (lambda bad: simulator.campaign_return(ONE, 0, bad), NO_SEED_LISTS),
        (lambda bad: simulator.campaign_return(ONE, 0, 1, jobs=bad), (*NO_NUMBERS, 0)),
        (lambda bad: simulator.campaign_return(ONE, 0, 1, play=bad), NO_CALLABLES),
    ],
    "split_by_need": [
        (lambda bad: simulator.split_by_need(bad, OTHER), NO_SCENARIOS),
        (lambda bad: simulator.split_by_need(ONE, bad, outlets="dealer"), (5, "other", [OTHER])),
        (lambda bad: simulator.split_by_need(ONE, seeds=bad, outlets="dealer"), NO_SEED_LISTS),
        (
            lambda bad: simulator.split_by_need(ONE, outlets=bad),
            (5, None, "nope", "", [], [5], [None], {"dealer": 1}, b"dealer", "lamp"),
        ),
        (lambda bad: simulator.split_by_need(ONE, outlets="dealer", jobs=bad), (*NO_NUMBERS, 0)),
        (lambda bad: simulator.split_by_need(ONE, outlets="dealer", play=bad), (5, simulator.simulate)),
    ],
    "sweep": [
        (simulator.sweep, (*NO_PATHS, ONE)),
        (lambda bad: simulator.sweep("nowhere.yaml", set=bad), NO_LISTS),
        (
            lambda bad: simulator.sweep("nowhere.yaml", 5 if bad is None else bad),
            (None, b"out", ["out"], "a\0b"),
        ),
        (lambda bad: simulator.sweep("nowhere.yaml", retry_failed=bad), NO_SWITCHES),
        (lambda bad: simulator.sweep("nowhere.yaml", tell=bad), NO_CALLABLES),
    ],
    "experiment": [
        (simulator.experiment, (*NO_SCENARIOS, {"a": 5}, {5: ONE}, {"a": None}, [ONE])),
        (lambda bad: simulator.experiment(ONE, bad), (5, "weeks", ["weeks"], {5: [1]}, {"nope": [1]})),
        (
            lambda bad: simulator.experiment(ONE, {"weeks": bad}),
            (5, None, "26", [], [NAN], ["x"], [1.5]),
        ),
        (
            lambda bad: simulator.experiment(ONE, {"weeks": bad}),
            ([2**70], [object()], {1, 2}, b"ab", itertools.count()),
        ),
        (_varied, ([True], [None], np.array([1.5]), object())),
        (lambda bad: simulator.experiment(ONE, {"weeks": [4, 5]}, name=bad), NO_TEXTS),
        (
            lambda bad: simulator.experiment(ONE, {"weeks": [4, 5]}, seeds=bad),
            (0, 1.5, "7", [1.5], NAN),
        ),
        (lambda bad: simulator.experiment(ONE, {"weeks": [4, 5]}, nope=bad), (1, object())),
    ],
    "advise": [
        (simulator.advise, NO_SCENARIOS),
        (lambda bad: simulator.advise(ONE, bad), ("ab", 5, [], ["nope", "open_resale"], [5, 6], {"a": 1})),
        (lambda bad: simulator.advise(ONE, WAYS, by_segment=bad), NO_SWITCHES),
        (lambda bad: simulator.advise(ONE, WAYS, metric=bad), (*NO_TEXTS, None, "nope", "", "conflict:type")),
        (lambda bad: simulator.advise(ONE, WAYS, seeds=bad), NO_SEED_LISTS),
        (
            lambda bad: simulator.advise(ONE, WAYS, over=bad),
            ("weeks=1..2", 5, [5], ["x"], ["a=1..b"]),
        ),
        (
            lambda bad: simulator.advise(ONE, WAYS, over=bad),
            (["weeks=nan..3"], ["nope=1..2"], ["weeks=0..3"]),
        ),
        (lambda bad: simulator.advise(ONE, WAYS, without=bad), ("reach", 5, None, [5], ["nope"])),
    ],
    "adapted_harm": [
        (lambda bad: simulator.adapted_harm(bad, "web_store"), NO_SCENARIOS),
        (lambda bad: simulator.adapted_harm(ONE, "dealer", bad), NO_SEED_LISTS),
        (lambda bad: simulator.adapted_harm(ONE, bad, 1), (5, None, "nobody", ["nobody"])),
        (lambda bad: simulator.adapted_harm(ONE, "dealer", 1, jobs=bad), (*NO_NUMBERS, 0)),
        (lambda bad: simulator.adapted_harm(ONE, "dealer", 1, progress=bad), NO_CALLABLES),
        (lambda bad: simulator.adapted_harm(ONE, "dealer", 1, executor=bad), (5, "pool")),
    ],
    "number_locale": [(simulator.number_locale, (5, 1.5, True, [], ["de_DE"], b"de", {}, "de_DEE", ""))],
    "probe": [
        (simulator.probe, NO_SCENARIOS),
        (lambda bad: simulator.probe(ONE, bad), NO_SEED_LISTS),
        (lambda bad: simulator.probe(ONE, 1, jobs=bad), (*NO_NUMBERS, 0)),
        (lambda bad: simulator.probe(ONE, 1, progress=bad), NO_CALLABLES),
        (lambda bad: simulator.probe(ONE, 1, executor=bad), (5, "pool")),
    ],
    "fit": [
        (lambda bad: simulator.fit(bad, {"units_a_year": 9.0}), NO_SCENARIOS),
        (lambda bad: simulator.fit(ONE, bad), (None, 5, "units_a_year", [], {}, [("units_a_year", 9.0)])),
        (
            lambda bad: simulator.fit(ONE, {bad: 9.0}),
            (5, None, "nope", "", "conflict:type", "gross_margin:nope"),
        ),
        (
            lambda bad: simulator.fit(ONE, {"units_a_year": bad}),
            (None, NAN, float("inf"), "9", b"9", True, [9.0], 2**20000, object()),
        ),
        (
            lambda bad: simulator.fit(ONE, {"units_a_year": 9.0}, bad),
            (5, "products.lamp.appeal", [], [5], ["nope"], [""], ["products..appeal"], ["weeks"], ["name"]),
        ),
        (
            lambda bad: simulator.fit(ONE, {"units_a_year": 9.0}, [f"products.lamp.appeal={bad}"]),
            ("", "x", "1..", "1..x", "2..1", "nan..3", "9..10", "..", "-inf..inf"),
        ),
        (lambda bad: simulator.fit(ONE, {"units_a_year": 9.0}, seeds=bad), NO_SEED_LISTS),
        (
            lambda bad: simulator.fit(ONE, {"units_a_year": 9.0}, tolerance=bad),
            (None, NAN, 0.0, 1.0, -1, "0.01", True, [0.1]),
        ),
        (lambda bad: simulator.fit(ONE, {"units_a_year": 9.0}, jobs=bad), (*NO_NUMBERS, 0)),
        (lambda bad: simulator.fit(ONE, {"units_a_year": 9.0}, progress=bad), NO_CALLABLES),
        (lambda bad: simulator.fit(ONE, {"units_a_year": 9.0}, executor=bad), (5, "pool")),
    ],
    "describe": [(simulator.describe, NO_SCENARIOS)],
    "Scenario": [
        (ONE.using, (None, 5, "nope", "", b"open_resale", ["open_resale"], object())),
        (lambda bad: ONE.using("authorized_dealers", dealers_per_region=bad), (*NO_NUMBERS, object(), {1})),
        (lambda bad: ONE.using("authorized_dealers", nope=bad), (1,)),
        (lambda bad: ONE.changed(weeks=bad), (*NO_NUMBERS, 0, float("inf"), {1}, 2**20000, np.array([7]))),
        (lambda bad: ONE.changed(nope=bad), (1, None)),
        (lambda bad: ONE.changed(products=bad), (None, {1: 2}, {"a": 1}, {"lamp": {}}, [1], object())),
        (lambda bad: ONE.changed(distribution=bad), (None, 5, "nope", object(), [object()], {"model": NAN})),
        (lambda bad: ONE.changed(name=bad), (*NO_TEXTS, "", "a\nb", Path("a"), "\ud800")),
        (lambda bad: ONE.changed(events=bad), (itertools.count(), _endless(), "now", [1])),
        (lambda bad: Scenario(weeks=bad), (3, NAN)),
    ],
}
CASES = [
    pytest.param(call, values, id=f"{name}-{at}")
    for name, calls in CALLS.items()
    for at, (call, values) in enumerate(calls)
]


@cache
def _ledger() -> Ledger:
    return simulator.simulate(ONE)


@pytest.mark.by_day(45)
@pytest.mark.parametrize(("call", "values"), CASES)
def test_what_cannot_be_answered_is_refused(call: Call, values: tuple[Any, ...]) -> None:
    """By the house's own exception, in a sentence; by no library's."""
    with Cases() as cases:
        for number, bad in enumerate(values):
            with cases.case(f"{number}: a {type(bad).__name__}"):
                with pytest.raises(InputError) as refusal:
                    call(bad)

                assert len(str(refusal.value)) > 10
                assert "pydantic" not in str(refusal.value)


@pytest.mark.parametrize("name", simulator.pictures.__all__)
def test_what_cannot_be_drawn_is_refused(name: str) -> None:
    """A picture is of a ledger, of runs, of a comparison or of a decomposition."""
    with Cases() as cases:
        for bad in (5, "ledger", None, ONE):
            with cases.case(type(bad).__name__), pytest.raises(InputError, match=r"should be a [A-Z]"):
                getattr(simulator.pictures, name)(bad)


def test_every_public_function_is_called() -> None:
    """A new one must be added above."""
    functions = {name for name in simulator.__all__ if callable(getattr(simulator, name)) and name.islower()}

    assert functions - {"pictures"} <= set(CALLS)
    assert all(inspect.isfunction(getattr(simulator, name)) for name in functions)


def test_numpys_integers_are_integers() -> None:
    """And Python's own stand in what is kept."""
    ledger = simulator.simulate(ONE, np.int64(7))

    assert type(ledger.header.seed) is int
    assert ledger.header.seed == 7
    assert ONE.changed(weeks=np.uint8(3)).weeks == 3
    assert (
        ONE.using("authorized_dealers", dealers_per_region=np.int32(3)).distribution[0].dealers_per_region
        == 3
    )
    assert simulator.experiment(ONE, {"weeks": np.arange(4, 6)}, seeds=np.int64(2)).seeds == (1, 2)


@pytest.mark.parametrize(
    "seeds",
    [np.int64(2), np.array(2), np.array([1, 2]), (1, 2), range(1, 3), iter([1, 2]), (s for s in (1, 2))],
)
def test_seeds_are_any_list_of_whole_numbers(seeds: Any) -> None:
    """Arrays, ranges and generators too."""
    assert simulator.replicate(ONE, seeds, metrics=["units_sold"]).seeds == (1, 2)


def test_lists_may_be_generators(tmp_path: Path) -> None:
    """Settings, scenarios, labels and metrics; and a path may be a Path."""
    scenario = simulator.load(Path(written(tmp_path)), set=(one for one in ["weeks=4", "customers=20"]))
    assert (scenario.weeks, scenario.customers) == (4, 20)

    compared = simulator.compare(iter([ONE, OTHER]), 1, labels=iter("ab"), metrics=iter(["units_sold"]))
    assert compared.labels == ("a", "b")


def test_the_sentences_are_those_of_the_command_line(tmp_path: Path) -> None:
    """Only the place differs."""
    with pytest.raises(InputError) as file:
        simulator.load(written(tmp_path), set=["weeks=.nan"])
    with pytest.raises(InputError) as call:
        ONE.changed(weeks=NAN)

    assert str(file.value) == "--set weeks=.nan: weeks: is not a number (.nan)"
    assert str(call.value) == "changed(): weeks: is not a number (nan)"


MISSPELT = {
    "products={lamp: {list_prise: 3}}": lambda: ONE.changed(products={"lamp": {"list_prise": 3}}),
    "weks=3": lambda: ONE.changed(weks=3),
    "messages={default: crft}": lambda: ONE.changed(messages={"default": "crft"}),
    "distribution={model: authorized_dealer}": lambda: ONE.using("authorized_dealer"),
    "distribution={model: authorized_dealers, margn: 1}": lambda: ONE.using("authorized_dealers", margn=1),
}


def test_a_changed_scenario_is_told_what_was_meant_as_a_file_is(tmp_path: Path) -> None:
    """With the same sentences: the key, what is wrong, the name that is nearest; only the place differs."""
    path = written(tmp_path)
    with Cases() as cases:
        for setting, change in MISSPELT.items():
            with cases.case(setting):
                with pytest.raises(InputError) as file:
                    simulator.load(path, set=[setting])
                with pytest.raises(InputError) as call:
                    change()
                by_file = {line.removeprefix(f"--set {setting}: ") for line in str(file.value).splitlines()}
                assert by_file == {line.partition("): ")[2] for line in str(call.value).splitlines()}
                assert "did you mean" in str(call.value)
