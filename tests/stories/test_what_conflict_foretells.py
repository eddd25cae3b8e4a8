"""What conflict foretells, as published: its words and numbers agree, and it is what its command plays."""

import itertools
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.felt_conflict.foretelling import auc, pseudo_values, told_apart, told_apart_within
from experiments.felt_conflict.members import FORETOLD, correlation, happens, relative
from experiments.felt_conflict.ranks import of_worlds, under
from experiments.felt_conflict.tables import markdown
from experiments.felt_conflict.worlds import BEFORE_ANY_STORE, WORLDS, is_dealer, listed, with_two_brands
from experiments.numbers_in_texts.kept import kept
from experiments.numbers_in_texts.plays import evaluated
from experiments.numbers_in_texts.questions import questions
from experiments.what_conflict_foretells import asked
from simulator import measure, simulate
from simulator.base.keyed_random import KeyedRandom
from simulator.studies.runs.statistics import interval
from tests.laws import test_conservation as conserved
from tests.laws.amounts_due.law import amounts_due, wrong_payments
from tests.laws.forged import WithoutPayments

FOLDER = Path("experiments/what_conflict_foretells")
BLOCK = "what_conflict_foretells"
ROUNDED = 1e-4
"""More than what rounding of published values makes."""


def published() -> pd.DataFrame:
    """Return the table."""
    return pd.read_csv(FOLDER / "table.csv")


def test_every_listed_world_is_told_and_the_texts_are_the_table() -> None:
    """One row a world; Markdown, and what is kept for the description, come of the same columns."""
    block = questions()[BLOCK]

    assert published()["world"].tolist() == list(WORLDS)
    assert markdown(published()) == (FOLDER / "table.md").read_text(encoding="utf-8")
    stored = kept()[BLOCK]
    for row, values in evaluated(block).items():
        assert stored[row] == pytest.approx(values, rel=1e-9, nan_ok=True), row.metric


def test_what_happened_could_happen() -> None:
    """In each world; and members of a world are asked in as many quarters as they are there."""
    table = published()

    for event in FORETOLD:
        assert (table[f"happened: {event}"] <= table[f"could happen: {event}"]).all()
        assert table[f"happened: {event}"].sum() > 0


@pytest.mark.parametrize("number", [WORLDS[0], pytest.param(WORLDS[1], marks=pytest.mark.nightly)])
def test_dealers_differ_by_what_they_sell_and_by_nothing_else(number: int) -> None:
    """Every second one depends on the maker; all take disputes further; the store opens later, below list."""
    given = listed(number)
    channel = with_two_brands(given, KeyedRandom(number))
    dealers = {name: channel.nodes[name]["member"] for name in channel if is_dealer(name)}
    suppliers = [sorted(channel.predecessors(name)) for name in dealers]
    (opening,) = given.events
    first, *others = [one.model_copy(update={"name": "", "region": None}) for one in dealers.values()]

    assert suppliers == [["northmill"], ["meridian", "northmill"]] * (len(dealers) // 2)
    assert all(one == first for one in others)
    assert all(one.feels for one in dealers.values())
    assert opening.week > BEFORE_ANY_STORE
    assert opening.do.model.price < 1.0


SCORES = st.lists(st.tuples(st.integers(0, 5), st.sampled_from([0.0, 1.0, np.nan])), max_size=12)


@given(SCORES)
def test_an_auc_is_the_share_of_pairs_told_apart(rows: list[tuple[int, float]]) -> None:
    """Pair by pair, ties as halves; who could not is in no pair."""
    table = pd.DataFrame(rows, columns=["score", "happens"], dtype=float)
    ones, others = ([score for score, does in rows if does == value] for value in (1.0, 0.0))
    pairs = [0.5 * (one >= other) + 0.5 * (one > other) for one, other in itertools.product(ones, others)]

    assert told_apart(table["score"], table["happens"]) == (sum(pairs), len(pairs))
    share = np.mean(pairs) if pairs else np.nan
    assert auc(table["score"], table["happens"]) == pytest.approx(share, nan_ok=True)


@given(SCORES, SCORES)
def test_within_places_only_their_own_pairs_count(one: list[Any], other: list[Any]) -> None:
    """Whatever scores are elsewhere: those of the second place are shifted by any amount."""
    table = pd.DataFrame([*one, *other], columns=["score", "happens"], dtype=float)
    place = pd.Series([0] * len(one) + [1] * len(other))
    parts = [told_apart(rows["score"], rows["happens"]) for _, rows in table.groupby(place)]

    for shift in (0.0, 100.0):
        found = told_apart_within(table["score"] + shift * place, table["happens"], place)
        assert found == (sum(wins for wins, _ in parts), sum(duels for _, duels in parts))


@given(st.lists(st.floats(-5, 5), min_size=3, max_size=12))
def test_pseudo_values_of_a_mean_are_the_values(values: list[float]) -> None:
    """So its interval is Student's."""
    found = pseudo_values(len(values), lambda those: float(np.mean(np.array(values)[those])))

    assert found == pytest.approx(np.array(values), abs=1e-9)


def test_with_a_member_a_world_the_variance_of_an_auc_is_delong_s() -> None:
    """S₁₀ / m + S₀₁ / n of DeLong, DeLong & Clarke-Pearson (1988), but for terms of higher order."""
    draw = np.random.default_rng(12)
    does = np.arange(120) % 3 == 0
    score = draw.normal(size=len(does)).round(1) + does
    ones, others = score[does][:, None], score[~does]
    wins = 0.5 * (ones >= others) + 0.5 * (ones > others)
    expected = wins.mean(axis=1).var(ddof=1) / len(ones) + wins.mean(axis=0).var(ddof=1) / len(others)

    def estimate(those: np.ndarray) -> float:
        return auc(pd.Series(score[those]), pd.Series(does[those].astype(float)))

    found = pseudo_values(len(does), estimate)

    assert found.mean() == pytest.approx(wins.mean(), abs=1e-3)
    assert found.var(ddof=1) / len(does) == pytest.approx(expected, rel=0.02)


def told(steps: dict[int, int], efforts: dict[int, float], *, leaves: bool = False) -> Any:
    """Return a member's disputes and efforts by week, as they are asked."""
    index = [("dealer", week) for week in steps]
    by_week = pd.Series(list(steps.values()), pd.MultiIndex.from_tuples(index), dtype=float)
    effort = pd.Series(efforts.values(), pd.MultiIndex.from_product([["dealer"], list(efforts)]), dtype=float)
    member = SimpleNamespace(entry_exit=object() if leaves else None)
    ledger = SimpleNamespace(header=SimpleNamespace(member=lambda _: member))
    return SimpleNamespace(steps=by_week, worst_steps=by_week, efforts=effort, ledger=ledger)


USUAL = dict.fromkeys(range(13, 37), 1.0)
LESS = USUAL | dict.fromkeys(range(25, 37), 0.85)


@pytest.mark.parametrize(
    ("member", "end", "expected"),
    [
        (told({24: 1}, USUAL), (np.inf, ""), [0, np.nan, 0, 0, 0, 0]),
        (told({24: 1, 36: 2}, USUAL), (np.inf, ""), [0, np.nan, 1, 0, np.nan, 0]),
        (told({24: 1, 40: 2}, USUAL), (np.inf, ""), [0, np.nan, 0, 0, 0, 0]),  # too late
        (told({24: 2, 28: 3}, LESS), (np.inf, ""), [0, np.nan, np.nan, 1, np.nan, np.nan]),
        (told({24: 1}, LESS), (np.inf, ""), [0, np.nan, 0, 1, 1, 1]),
        (told({24: 1}, USUAL), (36, "conflict"), [1, np.nan, 0, 0, 0, 0]),
        (told({24: 1}, USUAL), (37, "conflict"), [0, np.nan, 0, 0, 0, 0]),
        (told({24: 1}, USUAL, leaves=True), (30, "does not pay"), [0, 1, 0, 0, 0, 0]),
        (told({24: 1}, USUAL, leaves=True), (30, "conflict"), [1, 0, 0, 0, 0, 0]),
    ],
)
def test_what_happens_in_the_twelve_weeks_after(
    member: Any, end: tuple[float, str], expected: list[float]
) -> None:
    """After week 24: what begins then counts, what stood before or comes later does not."""
    assert list(happens(member, "dealer", 24, *end)) == pytest.approx(expected, nan_ok=True)


def test_earnings_go_up_and_down_alike() -> None:
    """From nothing, to nothing, and of nothing; losses as well."""
    assert [relative(*pair) for pair in ((1, 0), (0, 1), (0, 0), (3, 1), (1, 3))] == [1, -1, 0, 0.5, -0.5]


def test_what_is_the_same_everywhere_goes_with_nothing() -> None:
    """It has no correlation and no rank; worlds in one order are alike, in the other they are not."""
    one, other = pd.Series([1.0, 2.0, 4.0]), pd.Series([5.0, 5.0, 5.0])
    every = np.ones(3, dtype=np.bool_)
    totals = pd.DataFrame({0: one, 1: one**2, 2: -one})

    assert np.isnan(correlation(one, other))
    assert of_worlds(totals[[0, 1]], "τ", every) == 1.0
    assert of_worlds(totals, "ρ", every) == pytest.approx(0.0)
    assert np.isnan(of_worlds(totals[[0, 0]].assign(same=5.0), "τ", every))


@pytest.mark.nightly
def test_it_is_what_is_played_today() -> None:
    """Of the first worlds, each figure of their own lies within its interval over all of them."""
    table, numbers = published(), WORLDS[:2]
    rows = []
    for number in numbers:
        ledger = simulate(listed(number), number, build=with_two_brands)
        whole, _ = under(ledger, ledger.header.scenario.conflict)
        found = asked(ledger)
        rows.append({**found["pairs"], **found["alike"]})

        assert whole == measure(ledger, "conflict")
        is_conserved(SimpleNamespace(scenario=listed(number), ledger=ledger))
    again = pd.DataFrame(rows)
    for column in again:
        half = interval(table[column].to_numpy()).half
        moved = float((again[column] - table[column].iloc[: len(numbers)]).mean())
        assert np.isnan(moved) or abs(moved) <= half + ROUNDED, f"{column} has moved by {moved:.4f}"


def is_conserved(played: Any) -> None:
    """Assert that goods and money balance."""
    conserved.test_every_shelf_balances_every_week(played)
    conserved.test_every_unit_is_somewhere(played)
    conserved.test_revenue_is_what_customers_paid(played)
    assert wrong_payments(amounts_due(WithoutPayments(played.ledger)), played.ledger) == []
