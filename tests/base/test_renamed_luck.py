"""Renamed luck: a name has the draws of another, and all others keep theirs."""

import numpy as np

from simulator.base.keyed_random import KeyedRandom, stable_key
from simulator.base.renamed_luck import RenamedLuck, keys_of

KEYS = keys_of({"dealer": "shop"}, ["lamp"])
PLAIN, RENAMED = KeyedRandom(7), RenamedLuck(7, keys=KEYS)


def test_a_name_has_the_draws_of_the_other() -> None:
    """Alone and with a product; one by one and in columns, in any shape."""
    for own, other in [(("dealer",), ("shop",)), (("dealer", "lamp"), ("shop", "lamp"))]:
        mine, theirs = stable_key(*own), stable_key(*other)
        assert RENAMED.word("choice", 3, 5, mine) == PLAIN.word("choice", 3, 5, theirs)
        assert RENAMED.word("own", -1, mine) == PLAIN.word("own", -1, theirs)
        who, what = np.arange(4, dtype=np.uint64)[:, None], np.array([[mine, 9]], dtype=np.uint64)
        found = RENAMED.words("choice", 3, who, what)
        assert (found == PLAIN.words("choice", 3, who, np.array([[theirs, 9]], dtype=np.uint64))).all()
        assert found[2, 0] == RENAMED.word("choice", 3, 2, mine)


def test_all_others_keep_theirs() -> None:
    """Other names, other parts, no name at all; without names it is the plain luck."""
    for name in ("shop", "seller"):
        assert RENAMED.word("choice", 3, 5, stable_key(name)) == PLAIN.word("choice", 3, 5, stable_key(name))
    who = np.arange(5, dtype=np.uint64)
    assert (RENAMED.words("aware", -1, who) == PLAIN.words("aware", -1, who)).all()
    row, what = np.array([0, 0, 4]), np.array([1, 2, 3], dtype=np.uint64)
    assert (RENAMED.words("choice", 1, who, what, row) == PLAIN.words("choice", 1, who, what, row)).all()
    assert (RenamedLuck(7).words("choice", 1, who, what[:1]) == PLAIN.words("choice", 1, who, what[:1])).all()
