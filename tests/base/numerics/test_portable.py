"""Laws of the portable mathematics: a number and a column agree, edges and bits are known."""

import math
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.base.numerics import log_exp as elementary
from simulator.base.numerics import portable
from simulator.base.numerics.portable import Column

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "log": portable.log,
    "exp": portable.exp,
    "logistic": portable.logistic,
    "normal_quantile": portable.normal_quantile,
    "gumbel": portable.gumbel,
}
SMALLEST = float.fromhex("0x1p-1022")
EDGES = [
    *(0.0, 5e-324, 1e-310, SMALLEST, math.nextafter(SMALLEST, 0.0), 1e-300, 1e-20, 2.0**-53, 1e-12, 0.05),
    *(
        0.075,
        math.nextafter(0.075, 0.0),
        0.25,
        1 / math.e,
        0.5,
        0.7,
        math.sqrt(0.5),
        0.925,
        1 - 2.0**-53,
        1.0,
    ),
    *(math.nextafter(math.sqrt(0.5), 0.0), math.nextafter(1.0, 2.0), math.sqrt(2.0), 2.0, math.e, 36.7, 37.5),
    *(708.0, math.nextafter(708.0, 709.0), 709.782712893384, 709.7827128933841, 745.2, 1e5, 1e300),
    *(math.nextafter(math.inf, 0.0), math.inf, math.nan, math.exp(-25.0), 1.3e-11, 1.5e-11),
]
EDGES += [-edge for edge in EDGES]
any_float = st.floats(width=64)
shares = st.floats(0.0, 1.0)


def bits(values: object) -> list[int]:
    """Give the bits of every float, one pattern for all NaN."""
    column = np.asarray(values, dtype=np.float64).ravel().copy()
    column[np.isnan(column)] = math.nan
    return column.view(np.uint64).tolist()


def unlike(one: object, other: object) -> list[tuple[int, int]]:
    """Give the first pairs of bits that differ: thousands need not be told."""
    pairs = zip(bits(one), bits(other), strict=True)
    return [pair for pair in pairs if pair[0] != pair[1]][:3]


def wide(seed: int, size: int) -> Column:
    """Give floats of every order of magnitude, both signs, and shares as fine as keyed random numbers are."""
    draw = np.random.default_rng(seed)
    every = draw.integers(0, 2**64, size, dtype=np.uint64, endpoint=False).view(np.float64)
    ranks = (draw.integers(0, 2**52, size) + 0.5) * 2.0**-52
    return np.concatenate([every, ranks, draw.normal(0.0, 300.0, size), draw.normal(0.0, 3.0, size), EDGES])


@pytest.mark.by_day(3)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_number_and_column_agree_on_every_magnitude(name: str) -> None:
    """A column gives the number's bits, edges and NaN among the rest."""
    function = FUNCTIONS[name]
    values = wide(11, 2_000)
    assert unlike(function(values), [function(x) for x in values.tolist()]) == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_number_and_column_agree_without_edges(name: str) -> None:
    """The short way taken by columns of ordinary values gives the number's bits too."""
    function = FUNCTIONS[name]
    values = np.random.default_rng(12).uniform(1e-9, 1.0, 2_000)
    assert unlike(function(values), [function(x) for x in values.tolist()]) == []


@pytest.mark.parametrize("name", FUNCTIONS)
@given(values=st.lists(any_float | shares | st.floats(-750.0, 750.0), max_size=12))
def test_number_and_column_agree_on_any_list(name: str, values: list[float]) -> None:
    """Whatever stands beside a value in its column, its result has the number's bits."""
    function = FUNCTIONS[name]
    assert bits(function(values)) == bits([function(x) for x in values])


@given(x=any_float, y=any_float | st.sampled_from([0.0, 1.0, -1.0, 0.5]))
def test_powers_agree(x: float, y: float) -> None:
    """Both powers have the same bits for any pair."""
    assert bits(portable.power([x, x], y)) == bits([portable.power(x, y)] * 2)


def test_powers_agree_on_all_pairs_of_edges() -> None:
    """Powers broadcast, and agree with the scalar on every pair of edge values."""
    pairs = portable.power(np.array(EDGES)[:, None], EDGES)
    assert pairs.shape == (len(EDGES), len(EDGES))
    assert bits(pairs) == bits([portable.power(x, y) for x in EDGES for y in EDGES])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_shapes_are_kept_and_inputs_left_alone(name: str) -> None:
    """Any shape, stride and store comes back in its shape, and the given column is not written to."""
    function = FUNCTIONS[name]
    table = np.random.default_rng(13).random((6, 8)).astype(np.float32)
    before = table.copy()
    assert function(table).shape == (6, 8)
    assert bits(function(table.T[::2])) == bits(function(table.T[::2].astype(np.float64).copy()))
    assert isinstance(function(0.5), float)
    assert function(np.array(0.5)).shape == ()
    assert function(np.empty((0, 3))).shape == (0, 3)
    for column in (np.linspace(0.1, 0.9, 5), np.array(EDGES)):
        kept = column.copy()
        function(column)
        assert bits(column) == bits(kept)
    assert (table == before).all()


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("chunk", [1, 7, 1000, 10**9])
def test_chunking_changes_nothing(name: str, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any chunk length gives the same bits."""
    function = FUNCTIONS[name]
    values = wide(14, 500)
    usual = bits(function(values))
    monkeypatch.setattr(elementary, "CHUNK", chunk)
    assert bits(function(values)) == usual


def test_long_columns_are_chunked_alike() -> None:
    """A column of several chunks is the concatenation of its parts."""
    ranks = np.random.default_rng(15).random(2 * elementary.CHUNK + 11)
    whole = portable.gumbel(ranks)
    parts = [portable.gumbel(part) for part in np.array_split(ranks, 9)]
    assert bits(whole) == bits(np.concatenate(parts))


def test_what_happens_at_the_edges() -> None:
    """The edges are where the docstrings say."""
    inf, nan = math.inf, math.nan
    assert [portable.log(x) for x in (0.0, -0.0, 1.0, inf)] == [-inf, -inf, 0.0, inf]
    assert [portable.exp(x) for x in (-inf, -708.0001, 0.0, 709.7827128933841, inf)] == [
        0.0,
        0.0,
        1.0,
        inf,
        inf,
    ]
    assert SMALLEST < portable.exp(-708.0) < portable.exp(709.782712893384) < inf
    assert [portable.logistic(x) for x in (-inf, -709.0, 0.0, 40.0, inf)] == [0.0, 0.0, 0.5, 1.0, 1.0]
    assert [portable.normal_quantile(u) for u in (0.0, 0.5, 1.0)] == [-inf, 0.0, inf]
    assert [portable.gumbel(u) for u in (0.0, 1.0)] == [-inf, inf]
    assert [portable.power(*p) for p in ((0.0, 2.0), (0.0, -2.0), (0.0, 0.0), (1.0, inf))] == [
        0.0,
        inf,
        1.0,
        1.0,
    ]
    lost = [
        portable.log(-1.0),
        portable.gumbel(1.5),
        portable.normal_quantile(-0.1),
        portable.power(-8.0, 2.0),
    ]
    lost += [function(nan) for function in FUNCTIONS.values()] + [
        portable.power(nan, 0.0),
        portable.power(1.0, nan),
    ]
    assert all(math.isnan(value) for value in lost)


GOLDEN: dict[str, list[tuple[float, str]]] = {
    "log": [
        (1e-310, "-0x1.64e69394d9508p+9"),
        (1e-09, "-0x1.4b927f32bffb8p+4"),
        (0.3, "-0x1.34378fcbda720p+0"),
        (0.7071067811865476, "-0x1.62e42fefa39eep-2"),
        (0.99999, "-0x1.4f8bc681df715p-17"),
        (1.4142135, "0x1.62e42cf9ee3ebp-2"),
        (3.0, "0x1.193ea7aad030ap+0"),
        (1e300, "0x1.5963447f87fb5p+9"),
    ],
    "exp": [
        (-707.9, "0x1.a4904f4342894p-1022"),
        (-30.25, "0x1.4835bd010a41bp-44"),
        (-1e-09, "0x1.fffffff768fa1p-1"),
        (0.3, "0x1.599058c8c1a96p+0"),
        (0.34657359, "0x1.6a09e66640654p+0"),
        (1.0, "0x1.5bf0a8b14576ap+1"),
        (36.6, "0x1.be89ad4412845p+52"),
        (709.5, "0x1.81e9b4b52d0c9p+1023"),
    ],
    "logistic": [
        (-700.5, "0x1.4ff475c68ca02p-1011"),
        (-3.3, "0x1.236630d362b35p-5"),
        (0.1, "0x1.0cca12729afb8p-1"),
        (2.7, "0x1.dfc1f4ce6e822p-1"),
    ],
    "normal_quantile": [
        (1e-200, "-0x1.e34a1d1f58ae0p+4"),
        (1e-09, "-0x1.7fdc11f44b5a7p+2"),
        (0.0749, "-0x1.70b374817af50p+0"),
        (0.3, "-0x1.0c7e39582c5fap-1"),
        (0.8, "0x1.aee8fa73a1335p-1"),
        (0.999, "0x1.8b8cbb7204470p+1"),
    ],
    "gumbel": [
        (1e-300, "-0x1.a26b8f4512827p+2"),
        (0.01, "-0x1.86f53e73f6634p+0"),
        (0.36787944117144233, "-0x0.0p+0"),
        (0.5, "0x1.774f29bdd6b9fp-2"),
        (0.9, "0x1.200c095d659dep+1"),
        (0.9999999999999999, "0x1.25e4f7b2737fap+5"),
    ],
}


@pytest.mark.parametrize("name", GOLDEN)
def test_bits_are_the_bits_everywhere(name: str) -> None:
    """These very bits come out, of the scalar and of the column, on every machine."""
    function = FUNCTIONS[name]
    given_values, expected = zip(*GOLDEN[name], strict=True)
    assert [function(x).hex() for x in given_values] == list(expected)
    assert [x.hex() for x in function(given_values).tolist()] == list(expected)


DIGESTS = {
    "log": "01212b34c3c11e71",
    "exp": "31dc105f8ce0bea6",
    "logistic": "1ab518dca8246789",
    "normal_quantile": "94d3e9645fb6fa0a",
    "gumbel": "62b6958938b900d7",
    "power": "087bd385f882a6e4",
}


@pytest.mark.parametrize("name", DIGESTS)
def test_very_many_bits_are_the_bits_everywhere(name: str) -> None:
    """A change too small for the accuracy tests shows in the digest of so many values."""
    ranks = (np.arange(2**17) + 0.5) / 2**17
    if name == "power":
        values = portable.power(ranks, 1.7)
    else:
        spread = (ranks - 0.5) * 1400.0 if name in {"exp", "logistic"} else ranks * 2.0**-40
        values = FUNCTIONS[name](np.concatenate([ranks, spread]))
    assert blake2b(values.astype("<f8").tobytes(), digest_size=8).hexdigest() == DIGESTS[name]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_nothing_is_raised_under_strict_floating_point(name: str) -> None:
    """A caller who lets NumPy raise on every floating-point event is not disturbed."""
    with np.errstate(all="raise"):
        FUNCTIONS[name](wide(20, 500))
        portable.power(np.array(EDGES)[:, None], EDGES)
