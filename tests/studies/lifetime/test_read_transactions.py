"""Tables of transactions, some made to break a reader: read whole, or answered with placed complaints."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator import InputError
from simulator.studies.lifetime.read_transactions import TransactionsError, read_transactions

HEAD = b"customer,week,units,price\n"
HOSTILE = {
    "nothing": (b"", "t.csv:1:1: there is no column 'customer'"),
    "a head alone": (HEAD, "t.csv:1:1: has no purchase"),
    "binary rubbish": (b"\x7fELF\x02\x01\x00\x00\xff\xfe", "is not UTF-8 text: byte 0xff"),
    "a null byte": (HEAD + b"1,\x002,1,5", "t.csv:2:3: holds the control character"),
    "a misspelt column": (
        b"customer,wek\n1,2",
        "there is no column 'week'; its first line names the columns",
    ),
    "two columns of a name": (b"customer,week,week\n1,2,3", "t.csv:1:15: week: there are two columns"),
    "a cell too many": (HEAD + b"1,2,1,5,9", "t.csv:2:1: there are 5 cells and 4 columns"),
    "nobody": (HEAD + b" ,2,1,5", "t.csv:2:1: customer: is left empty"),
    "no week": (HEAD + b"1,,1,5", "t.csv:2:3: week: should be a number of weeks"),
    "a date": (HEAD + b"1,1997-01-01,1,5", "t.csv:2:3: week: should be a number of weeks"),
    "a week before all": (
        HEAD + b"1,-2,1,5",
        "week: should be a number of weeks from 0 to a thousand million",
    ),
    "a week without end": (HEAD + b"1,1e99,1,5", "is '1e99'"),
    "infinity": (HEAD + b"1,inf,1,5", "is 'inf'"),
    "not a number": (HEAD + b"1,nan,1,5", "is 'nan'"),
    "underscores": (HEAD + b"1,1_0,1,5", "is '1_0'"),
    "other digits": (HEAD + "1,٣,1,5".encode(), "week: should be a number"),
    "no units": (HEAD + b"1,2,0,5", "t.csv:2:5: units: should be a number above 0"),
    "a price below nothing": (HEAD + b'"1","2","1","-5"', "t.csv:2:13: price: should be a number from 0"),
    "an open quote": (HEAD + b'"1,2,1,5', "t.csv:2:1: this line is no CSV: a quote is opened"),
    "a quote in a cell": (HEAD + b'"1"x,2,1,5', "t.csv:2:1: this line is no CSV"),
}


def read(text: bytes, folder: Path) -> list[list[object]]:
    """Return the rows of a table."""
    (folder / "t.csv").write_bytes(text)
    rows: list[list[object]] = read_transactions(folder / "t.csv").to_numpy().tolist()
    return rows


def test_a_table_is_read(tmp_path: Path) -> None:
    """In its order, whatever separates the cells, with what is passed over, quotes and empty lines."""
    text = '\ufeffweek;colour;customer;outlet\r\n3;red;"7";"a; b"\r\n\r\n;;;\r\n2;;9;c\r\n'.encode()
    (tmp_path / "t.csv").write_bytes(text)
    table = read_transactions(tmp_path / "t.csv")

    assert list(table.columns) == ["week", "customer", "outlet"]
    assert table.to_numpy().tolist() == [[3, 7, "a; b"], [2, 9, "c"]]
    assert table["week"].dtype.kind == table["customer"].dtype.kind == "i"


def test_customers_may_have_names_and_weeks_fractions(tmp_path: Path) -> None:
    """Then they stay as they are."""
    assert read(b"customer,week\nann,2.25\n007,3\n", tmp_path) == [["ann", 2.25], ["007", 3.0]]


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_told(name: str, tmp_path: Path) -> None:
    """Where, and what it should be."""
    text, told = HOSTILE[name]

    with pytest.raises(TransactionsError) as caught:
        read(text, tmp_path)

    assert told in str(caught.value).replace(f"{tmp_path}/", "")


def test_all_is_told_at_once(tmp_path: Path) -> None:
    """One line a complaint, and of very many how many more."""
    with pytest.raises(TransactionsError) as caught:
        read(HEAD + b"1,x,y,z\n" * 100, tmp_path)

    lines = str(caught.value).splitlines()
    assert len(lines) == 201
    assert lines[-1] == "… and 100 more"


@pytest.mark.parametrize("path", ["nowhere.csv", ".", 5, None, b"t.csv", "a\0b"])
def test_no_file_is_told(path: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder, a name of nothing, what is no path."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError):
        read_transactions(path)  # type: ignore[arg-type]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60) | st.text('",;\n\t01.e-x', max_size=60).map(lambda text: HEAD + text.encode()))
def test_any_bytes_are_read_or_refused(tmp_path: Path, text: bytes) -> None:
    """Never another error."""
    try:
        read(text, tmp_path)
    except TransactionsError as wrong:
        assert str(wrong)
