"""Carried entries: what is registered outside the simulator is known to workers, and is another model."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from simulator.base.registry import Registry
from simulator.domain.registries import MESSAGES, PRICING
from simulator.studies.runs.carried_entries import (
    CannotCarryError,
    Parcel,
    carried_entries,
    foreign_entries,
    put_away,
    unpacked,
)
from simulator.studies.runs.model_version import model_version
from simulator.studies.runs.workers import work_through
from tests.worlds.scenario_files import written

CELL = """
from simulator import MESSAGES, METRICS, PRICING
from simulator.domain.communication.message import Message
from simulator.domain.decisions.policies import PricingPolicy

SHARE = {share}

@PRICING.register("cell_rule", formerly=("old_cell_rule",))
class CellRule(PricingPolicy):
    '''Ask a share of the list price.'''

    def price(self, view):
        return SHARE * view.list_price

MESSAGES.register("cell_message")(Message(says={{"quality": 1.0}}))
"""
METRIC = '''
from simulator.ledger.metric import metric

@METRICS.register("cell_metric")
@metric()
def cell_metric(ledger):
    """How much is paid for a unit?

    Unit: currency per unit
    """
    return float(ledger.table("sale")["price"].mean())
'''
STUDY = """
from simulator import load, replicate
RULE = ["distribution.pricing={{policy: cell_rule}}"]
world = load({path!r}, set=["weeks=2", "customers=60", "distribution.price_floor=null", *RULE])
world = world.changed(messages={{"default": "cell_message"}})
def told(**how):
    runs = replicate(world, 3, metrics=["units_sold", "cell_metric"], **how)
    return runs.rows.to_csv(index=False), [str(one) for one in runs.failures]
"""
ENDS = """
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
alone = told()
assert "cell_metric" in alone[0] and not alone[1], alone
assert told(jobs=2) == alone, told(jobs=2)
with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
    assert told(executor=pool) == alone
    SHARE = 0.5
    PRICING.forget("cell_rule")
    PRICING.register("cell_rule")(CellRule)
    other = told()
    assert other[0] != alone[0]
    assert told(executor=pool) == other
    kept = replicate(world, 1, metrics=["units_sold"], executor=pool, keep_ledgers=True)
    (ledger,) = kept.ledgers.values()
    assert type(ledger.header.scenario.distribution[0].pricing) is CellRule
print("all as alone")
"""


NOTEBOOK = "a_notebook"
"""Module of what is made in a cell: one that no worker could import."""


def in_a_cell(code: str, **values: Any) -> None:
    """Run code as a notebook does: its names belong to no file."""
    exec(code.format(**values), {"__name__": NOTEBOOK})


def sent(parcel: Parcel) -> Parcel:
    """Return a parcel as another process reads it."""
    return parcel._replace(home=("another process", 0))


@pytest.fixture(autouse=True)
def cell() -> Iterator[None]:
    """Have entries of a notebook, as long as a test takes."""
    before = {(kind, one.name) for kind, one in foreign_entries()}
    in_a_cell(CELL, share=0.9)
    yield
    put_away()
    from simulator.domain.registries import REGISTRIES  # noqa: PLC0415

    for kind, one in foreign_entries():
        if (kind, one.name) not in before:
            REGISTRIES[kind].forget(one.name)


def carried(work: Any, piece: Any) -> Parcel:
    """Return a parcel."""
    entries = carried_entries()
    assert entries is not None
    return entries.parcel(work, piece)


def test_entries_of_the_house_are_not_carried_and_those_of_a_notebook_are() -> None:
    """With their kinds, former names and the module that registered them."""
    found = {(kind, one.name): one for kind, one in foreign_entries()}
    assert ("pricing", "undercut") not in found
    assert found["pricing", "cell_rule"].formerly == ("old_cell_rule",)
    assert found["messages", "cell_message"].module == NOTEBOOK


def test_a_worker_knows_them_while_the_work_is_done_and_not_after() -> None:
    """By name and former name."""
    parcel = sent(carried(len, PRICING.get("cell_rule")))
    PRICING.forget("cell_rule")
    MESSAGES.forget("cell_message")
    assert "cell_rule" not in PRICING

    work, piece = unpacked(parcel)
    assert work is len
    assert PRICING.get("old_cell_rule") is piece
    assert piece().price(type("View", (), {"list_price": 10.0})) == 9.0
    assert MESSAGES.get("cell_message").says["quality"] == 1.0
    put_away()
    assert "cell_rule" not in PRICING
    assert "cell_message" not in MESSAGES


def test_other_entries_of_the_same_name_take_the_place_of_earlier_ones() -> None:
    """As when a cell is run again, and workers outlive the study."""
    first = sent(carried(len, ()))
    PRICING.forget("cell_rule")
    MESSAGES.forget("cell_message")
    in_a_cell(CELL, share=0.4)
    second = sent(carried(len, ()))
    for parcel, share in ((first, 0.9), (second, 0.4), (first, 0.9)):
        unpacked(parcel)
        assert PRICING.get("cell_rule")().price(type("View", (), {"list_price": 1.0})) == share


def test_threads_of_the_sender_have_them_already() -> None:
    """Nothing is registered anew in the process that sends."""
    rule = PRICING.get("cell_rule")
    unpacked(carried(len, ()))
    put_away()
    assert PRICING.get("cell_rule") is rule


def test_an_entry_that_cannot_be_sent_is_told() -> None:
    """By kind and name, with what can be done."""
    MESSAGES.register("lock")(threading.Lock())
    with pytest.raises(CannotCarryError, match=r"message 'lock' cannot be sent .* jobs=1"):
        carried_entries()


def test_a_piece_that_cannot_be_sent_is_answered_so() -> None:
    """And the others are done."""
    with ThreadPoolExecutor(1) as pool:
        done = work_through(str, [1, threading.Lock(), 3], executor=pool)
    assert [one.result for one in done] == ["1", None, "3"]
    assert "cannot pickle" in done[1].why


def test_other_entries_are_another_model() -> None:
    """The version follows the code of a cell, and is the house's own without one."""
    with_it = model_version()
    PRICING.forget("cell_rule")
    MESSAGES.forget("cell_message")
    without = model_version()
    in_a_cell(CELL.replace("SHARE *", "0.5 * SHARE *"), share=0.9)
    changed = model_version()
    PRICING.forget("cell_rule")
    MESSAGES.forget("cell_message")
    in_a_cell(CELL, share=0.9)

    assert model_version() == with_it
    assert len({with_it, without, changed}) == 3


def test_a_registry_knows_which_module_registered_an_entry() -> None:
    """By where the decorator stands, whatever the entry is."""
    registry: Registry[Any] = Registry("thing", room="simulator.catalog.messages")
    registry.register("mine")(3)
    assert [(one.name, one.entry, one.module) for one in registry.foreign()] == [("mine", 3, __name__)]
    registry.forget("mine")
    assert registry.foreign() == []


@pytest.mark.nightly
def test_workers_answer_as_one_process_does(tmp_path: Any) -> None:
    """Local processes and an executor of one's own; after a cell is run again, too; a ledger comes back."""
    lines = CELL.format(share=0.9) + METRIC + STUDY.format(path=written(tmp_path)) + ENDS
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "all as alone\n"
