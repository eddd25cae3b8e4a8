"""Laws of the dice: a draw depends on its key alone, both doors agree, and the luck is fair."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from simulator.base import keyed_random as dice
from simulator.base.keyed_random import (
    KeyedRandom,
    Words,
    mix64,
    stable_key,
    threshold,
)
from tests.laws.witness import Witness

any_word = st.integers(0, 2**64 - 1)
any_whole = st.integers(-(2**63), 2**64 - 1)
purposes = st.text(max_size=8)


def test_mix64_gives_the_published_sequence() -> None:
    """SplitMix64 of seed 1234567 is the published sequence; so is that of seed 0."""
    published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431]
    assert [mix64(1234567 + dice.GOLD * n) for n in range(1, 5)] == published
    assert [mix64(dice.GOLD * n) for n in (1, 2, 3)] == [
        0xE220A8397B1DCDAF,
        0x6E789E6AA1B965F4,
        0x06C45D188009454F,
    ]


@given(values=st.lists(any_word, max_size=10))
def test_mix64_is_alike_for_a_number_and_a_column(values: list[int]) -> None:
    """The finaliser gives the same words, and the given column is left alone."""
    column = np.array(values, dtype=np.uint64)
    assert mix64(column).tolist() == [mix64(z) for z in values]
    assert column.tolist() == values
    assert mix64(column[::-1][:, None]).tolist() == [[mix64(z)] for z in reversed(values)]


@given(seed=st.integers(), purpose=purposes, week=st.integers(-1, 600), who=any_whole, what=any_whole)
def test_the_two_doors_agree(seed: int, purpose: str, week: int, who: int, what: int) -> None:
    """One word or many, the draw is the same."""
    luck = KeyedRandom(seed)
    one = luck.word(purpose, week, who, what)
    assert 0 <= one < 2**64
    assert luck.words(purpose, week, who, what) == one
    assert luck.words(purpose, week, [who], what).tolist() == [one]
    assert luck.words(purpose, week, who, [0, what]).tolist() == [luck.word(purpose, week, who), one]


@pytest.mark.parametrize("chunk", [1, 7, 10**9])
def test_words_broadcast_and_ignore_chunking(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody (n, 1) against everything (n, k) is word by word the scalar, at any chunk length."""
    monkeypatch.setattr(dice, "CHUNK", chunk)
    luck = KeyedRandom(3)
    who = np.array([[0], [1], [2**64 - 1], [77]], dtype=np.uint64)
    what = np.array([[0, 5, 2**63]] * 3 + [[9, 8, 0]], dtype=np.uint64)
    expected = [
        [luck.word("noise", 4, int(w[0]), int(x)) for x in row] for w, row in zip(who, what, strict=True)
    ]
    assert luck.words("noise", 4, who, what).tolist() == expected
    assert luck.words("noise", 4, who[:, 0]).tolist() == [luck.word("noise", 4, int(w[0])) for w in who]
    assert luck.words("noise", 4, who, [0, 0]).shape == (4, 2)
    assert luck.words("noise", 4, np.empty(0, np.uint64), 5).shape == (0,)
    assert who.tolist() == [[0], [1], [2**64 - 1], [77]]
    assert what.tolist()[0] == [0, 5, 2**63]


def test_long_columns_are_chunked_alike() -> None:
    """A crowd of several chunks has the luck its members have alone."""
    who = np.arange(2 * dice.CHUNK + 5)
    luck = KeyedRandom(8)
    for what in (0, 6):
        drawn = luck.words("need", 2, who, what)
        parts = [luck.words("need", 2, part, what) for part in np.array_split(who, 7)]
        assert (drawn == np.concatenate(parts)).all()
        assert luck.word("need", 2, dice.CHUNK, what) == drawn[dice.CHUNK]


def test_every_part_of_the_key_matters() -> None:
    """Another seed, purpose, week, who or what is another word, and no two of many meet."""
    drawn = [
        KeyedRandom(seed).word(purpose, week, who, what)
        for seed in (-1, 0, 1)
        for purpose in ("", "need", "noise")
        for week in (-1, 0, 11)
        for who in (0, 1, 2**64 - 2)
        for what in (0, 1, 2**63)
    ]
    assert len(set(drawn)) == len(drawn) == 3**5


def test_nobody_shares_a_word() -> None:
    """Within one purpose and week words never tie, between people or between things."""
    luck = KeyedRandom(5)
    assert np.unique(luck.words("arrive", 1, np.arange(200_000))).size == 200_000
    assert np.unique(luck.words("arrive", 1, 7, np.arange(200_000))).size == 200_000


def test_names_are_told_apart() -> None:
    """The key of several names depends on where one ends and the next begins, and is known."""
    keys = [
        stable_key(*names)
        for names in ((), ("",), ("", ""), ("ab", "c"), ("a", "bc"), ("abc",), ("a\x00bc",))
    ]
    assert len(set(keys)) == len(keys)
    assert stable_key("outlet", "northmill") == 0xA7A338159489F1ED
    assert stable_key("café") == stable_key("caf\u00e9") != stable_key("cafe")


def test_keys_are_remembered_and_equal_dice_are_equal() -> None:
    """Dice are their seed: what they have been asked before changes nothing."""
    fresh, used = KeyedRandom(7), KeyedRandom(7)
    first = used.key("need", 3)
    assert (used.key("need", 3), fresh.key("need", 3)) == (first, first)
    assert used.key("need") == used.key("need", -1) != first
    assert fresh == used
    assert hash(fresh) == hash(used) != hash(KeyedRandom(8))


def test_a_witness_sees_every_draw() -> None:
    """Overriding the two doors is enough to record the luck of a run, the same through either."""
    one, many = Witness(9), Witness(9)
    many.words("noise", 1, np.arange(3)[:, None], [0, 4])
    for who in range(3):
        for what in (0, 4):
            one.word("noise", 1, who, what)
    assert len(one.seen) == 6
    assert one.seen == many.seen


def test_only_whole_numbers_are_keys() -> None:
    """A float as who or what is refused by both doors: it would lose bits unseen."""
    with pytest.raises(TypeError, match="whole numbers"):
        KeyedRandom(1).words("need", 1, np.array([1.0, 2.0]))
    with pytest.raises(TypeError):
        KeyedRandom(1).word("need", 1, 1.0)  # type: ignore[arg-type]


@given(words=st.lists(any_word, min_size=1, max_size=10))
def test_uniform_is_alike_for_a_number_and_a_column(words: list[int]) -> None:
    """The same bits, never 0 and never 1."""
    spread = dice.uniform(np.array(words, dtype=np.uint64))
    assert spread.tolist() == [dice.uniform(word) for word in words]
    assert ((spread > 0.0) & (spread < 1.0)).all()


def test_uniform_reaches_both_ends() -> None:
    """The ends are half a step from 0 and from 1, exactly opposite."""
    assert dice.uniform(0) == 2.0**-53
    assert dice.uniform(2**64 - 1) == 1.0 - 2.0**-53


@given(probability=st.floats(allow_nan=False) | st.floats(0.0, 1.0) | st.floats(0.0, 1e-8))
def test_threshold_is_alike_for_a_number_and_a_column(probability: float) -> None:
    """It rounds alike and stays between none and all."""
    one = threshold(probability)
    assert threshold([probability]).tolist() == [one]
    assert 0 <= one <= 2**32
    if 0.0 <= probability <= 1.0:
        assert abs(one - probability * 2**32) <= 0.5


def test_threshold_rounds_half_to_even() -> None:
    """Half a step goes to the even neighbour, 0 means never, 1 always, and NaN is refused."""
    steps = [0.5, 1.5, 2.5, 3.5]
    assert [threshold(step * 2.0**-32) for step in steps] == [0, 2, 2, 4]
    assert threshold(np.array(steps) * 2.0**-32).tolist() == [0, 2, 2, 4]
    assert isinstance(threshold(0.25), int)
    assert not dice.happens(0, threshold(0.0))
    assert dice.happens(2**64 - 1, threshold(1.0))
    assert dice.happens(2**63 - 1, threshold(0.5)) and not dice.happens(2**63, threshold(0.5))
    for refused in (lambda: threshold(math.nan), lambda: threshold([0.5, math.nan])):
        with pytest.raises(ValueError, match="NaN"):
            refused()


@given(words=st.lists(any_word, min_size=1, max_size=10), share=st.floats(0.0, 1.0))
def test_happens_twins_agree(words: list[int], share: float) -> None:
    """It happens to one exactly when it happens to that one among many."""
    column, limit = np.array(words, dtype=np.uint64), threshold(share)
    one_by_one = [dice.happens(word, limit) for word in words]
    assert dice.happens(column, limit).tolist() == one_by_one
    assert dice.happens(column, threshold([share] * len(words))).tolist() == one_by_one


ORDERS: dict[str, Callable[[KeyedRandom, int], Words]] = {
    "person by person": lambda luck, n: luck.words("noise", 3, np.arange(n)),
    "offer by offer": lambda luck, n: luck.words("noise", 3, 12, np.arange(n) + 1),
    "week by week": lambda luck, n: np.array(
        [luck.word("noise", week, 12, 5) for week in range(n)], np.uint64
    ),
    "seed by seed": lambda _, n: np.array(
        [KeyedRandom(seed).word("noise", 3, 12) for seed in range(n)], np.uint64
    ),
    "purpose by purpose": lambda luck, n: np.array([luck.word(str(m), 3, 12) for m in range(n)], np.uint64),
}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("low", [False, True], ids=["high bits", "low bits"])
def test_luck_is_fair_in_every_order(order: str, low: bool) -> None:
    """Mean, variance, 64 equal bins and neighbours look like chance, whichever part of the key moves."""
    count = 20_000
    drawn = ORDERS[order](KeyedRandom(2024), count)
    u = dice.uniform(drawn << np.uint64(32) if low else drawn)
    assert abs(u.mean() - 0.5) < 4.0 * math.sqrt(1 / 12 / count)
    assert abs(u.var() - 1 / 12) < 4.0 * math.sqrt(1 / 180 / count)
    assert abs(np.corrcoef(u[:-1], u[1:])[0, 1]) < 4.0 / math.sqrt(count)
    assert chisquare(np.bincount((u * 64).astype(int), minlength=64)).pvalue > 1e-4


def test_weeks_and_things_are_independent() -> None:
    """The same people in the next week, for the next offer, under another purpose: uncorrelated."""
    luck, who = KeyedRandom(2025), np.arange(50_000)
    here = dice.uniform(luck.words("noise", 3, who, 5))
    others = [("noise", 4, 5), ("noise", 3, 6), ("noise", 3, 0), ("need", 3, 5)]
    for purpose, week, what in others:
        there = dice.uniform(luck.words(purpose, week, who, what))
        assert abs(np.corrcoef(here, there)[0, 1]) < 4.0 / math.sqrt(50_000)


def test_bits_are_the_bits_everywhere() -> None:
    """These very words come out on every machine."""
    luck = KeyedRandom(7)
    assert luck.key("need", 3) == 0x4A5866B24CBA0754
    assert luck.word("need", 3, 41) == 0x72A86B71093924CC
    assert luck.word("noise", 51, 41, stable_key("outlet", "northmill")) == 0x36EA7281D28EC214


@given(lists=st.lists(st.lists(any_word, max_size=4), max_size=6), seed=st.integers(0, 2**32))
def test_lists_laid_end_to_end_are_drawn_one_by_one(lists: list[list[int]], seed: int) -> None:
    """With rows, the k-th what is that of who[row[k]]."""
    dice_of_run = KeyedRandom(seed)
    who = [7 * at + 3 for at in range(len(lists))]
    row = np.array([at for at, whats in enumerate(lists) for _ in whats], dtype=np.int64)
    what = np.array([other for whats in lists for other in whats], dtype=np.uint64)
    drawn = dice_of_run.words("choice", 3, np.array(who, dtype=np.uint64), what, row)
    assert drawn.tolist() == [
        dice_of_run.word("choice", 3, one, other)
        for one, whats in zip(who, lists, strict=True)
        for other in whats
    ]
