"""Contracts of ledger tables: each says what a row says, and each column has a sentence and a unit."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from simulator.base.input_error import InputError
from simulator.domain.entry_kind import Flow, Sort
from simulator.domain.ledger_columns import COUNTED, EACH_COLUMNS, OWN, SAYS, column_meaning
from simulator.domain.ledger_entries import KINDS
from simulator.domain.units import Units
from simulator.ledger.ledger import Ledger
from simulator.views.cli.app import app
from tests.cases import Cases
from tests.ledger import by_hand
from tests.ledger.by_hand import LAMP, NORTH, SHOP

COLUMNS = [(kind, column) for kind in KINDS.values() for column in kind.columns]
PER_UNIT = "per quantity step"


def told(*arguments: str) -> str:
    """Return what a command prints."""
    answer = CliRunner().invoke(app, ["list", "ledger", *arguments])
    assert answer.exit_code == 0, answer.stderr
    return answer.stdout


def test_each_table_and_each_column_has_a_sentence_and_a_unit() -> None:
    """A column that nobody explains fails here, by the name of its table."""
    with Cases() as cases:
        for kind, column in COLUMNS:
            with cases.case(f"{kind.name}: {column}"):
                meaning = column_meaning(kind, column)
                assert meaning.unit
                assert meaning.says.endswith(".")
                assert len(meaning.says.split()) > 2
                assert len(kind.says.split()) > 2
                assert kind.flow in Flow


def test_money_is_in_currency_and_nothing_else_is_but_amounts() -> None:
    """By the sort with which the ledger is written: what is of one unit says so."""
    for kind, column in COLUMNS:
        sort, unit = kind.columns[column], column_meaning(kind, column).unit
        assert unit.startswith("currency") == (sort is Sort.MONEY) or sort is Sort.AMOUNT, (kind.name, column)
        assert (PER_UNIT in unit) == (sort is Sort.MONEY and column in EACH_COLUMNS), (kind.name, column)


def test_nothing_is_explained_that_is_not_there() -> None:
    """Sentences of columns that are gone go, too."""
    names = {column for _, column in COLUMNS}
    assert names == set(SAYS)
    assert set(COUNTED) | set(EACH_COLUMNS) <= names
    assert {(kind, column) for kind, own in OWN.items() for column in own} <= {
        (kind.name, column) for kind, column in COLUMNS
    }
    counts = {column for kind, column in COLUMNS if kind.columns[column] is Sort.COUNT}
    assert set(COUNTED) <= counts


def test_the_command_tells_the_tables_and_the_columns_of_each() -> None:
    """As a page, as CSV and as JSON; an unknown table is told which was meant."""
    assert [row["name"] for row in json.loads(told("--format", "json"))] == list(KINDS)
    sale = json.loads(told("sale", "--format", "json"))
    assert sale["what"] == KINDS["sale"].says
    assert [row["column"] for row in sale["columns"]] == list(KINDS["sale"].columns)
    page = told("sale")
    assert KINDS["sale"].says in page
    assert column_meaning(KINDS["sale"], "purchase_reason").says in page
    assert "ledger" in CliRunner().invoke(app, ["list"]).stdout

    for name, said in (("sales", "'sales'; did you mean 'sale'?"), ("\x1b[31m", "'\\x1b[31m'; there are: ")):
        wrong = CliRunner().invoke(app, ["list", "ledger", name])
        assert (wrong.exit_code, wrong.stdout) == (2, "")
        assert said in wrong.stderr


def ledger() -> Ledger:
    """Return a ledger with a price and a payment."""
    written = by_hand.blank()
    by_hand.sale(written, 1, SHOP, [1, 2], product=LAMP, price=[44990, 7])
    written.record("payment", week=1, payer=NORTH, payee=0, amount=12345, reason="goods")
    return written.close()


def test_tables_are_in_currency_and_in_whole_steps_on_request() -> None:
    """To the digit in which one writes it; goods are counted either way."""
    sold, counted = ledger().table("sale"), ledger().table("sale", steps=True)

    assert sold["price"].tolist() == [449.9, 0.07]
    assert counted["price"].tolist() == [44990, 7]
    assert counted["price"].dtype == np.int64
    assert sold["units"].tolist() == counted["units"].tolist() == [1, 2]
    assert ledger().table("payment")["amount"].tolist() == [123.45]


@pytest.mark.parametrize("step", [0.01, 0.05, 1.0, 3.0, 1e-6, 0.3])
def test_any_step_of_money_is_turned_into_currency(step: float) -> None:
    """Of steps that make a whole unit of currency to the last bit, of others as close as numbers are."""
    counts = np.array([0, 1, 7, 44990, -3])
    assert Units(money_step=step).currency_of(counts) == pytest.approx(counts * step, rel=1e-15)


def test_hostile_names_of_tables_are_refused_with_what_was_meant() -> None:
    """By the exception of every door."""
    for wrong, said in (("sales", "did you mean 'sale'?"), ("", "no kind"), (None, "text"), (5, "text")):
        with pytest.raises(InputError, match=said.replace("?", r"\?")):
            ledger().table(wrong)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="steps: should be true or false"):
        ledger().table("sale", steps="yes")  # type: ignore[arg-type]
