"""Lists of members made to break a reader: each is answered with placed complaints."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from tests.worlds.small import written

HEAD = b"name,format,region\n"
HOSTILE = {
    "binary rubbish": (b"\x7fELF\x02\x01\x00\x00\xff\xfe", "who.csv:1:9: is not UTF-8 text: byte 0xff"),
    "a picture": (
        b"\x89PNG\r\n\x1a\n\x00\x00",
        "is a picture (PNG); a list of members is text",
    ),
    "utf-16": ("name,format\nBohne,dealer".encode("utf-16"), "is text in UTF-16; a list of members is text"),
    "latin-1": (
        HEAD + "Müller,dealer,north".encode("latin-1"),
        "who.csv:2:2: is not UTF-8 text: byte 0xfc; save it as a CSV file in UTF-8",
    ),
    "a null byte": (
        HEAD + b"Bo\x00hne,dealer,north",
        "holds the control character '\\x00', which a CSV file",
    ),
    "huge": (HEAD + b"x" * 10_000_000, "is larger than 256 KiB; no list of members is"),
    "one endless cell": (HEAD + b"x" * 200_000 + b",dealer,north", "field larger than field limit"),
    "too many": (HEAD + b"a,dealer,north\n" * 9_000, "must have at most 400 entries"),
    "spaces only": (b"   \n  \n", "is empty; its first line names the columns"),
    "a mark only": (b"\xef\xbb\xbf", "is empty; its first line names the columns"),
    "a spreadsheet": (b"PK\x03\x04\x14\x00\x06\x00", "is an archive or a spreadsheet (ZIP)"),
    "a web page": (b"<!doctype html>\n<html>", "there is no such column"),
    "a formula": (HEAD + b'=HYPERLINK("x"),dealer,nord', "no region called 'nord'"),
    "two heads": (b"name,name,format\nBohne,Bohne,dealer", "there are two columns of this name"),
    "more cells": (HEAD + b"Bohne,dealer,north,gold", "there are 4 cells in this line and 3 columns"),
    "quotes": (HEAD + b'"Bohne"x,dealer,north', "this line is no CSV"),
    "infinity": (b"name,format,region,reach\nBohne,dealer,north,.inf", "should be a finite number"),
    "a number without end": (b"name,format,region,reach\nB,dealer,north," + b"9" * 5000, "finite number"),
    "half a unit": (b"name,format,region,opening_stock\nB,dealer,north,2.5", "should be a whole number"),
    "no policy": (b"name,format,region,pricing\nB,dealer,north,keep_lst", "did you mean 'list_price'?"),
}


def answer(text: bytes, folder: Path) -> str:
    """Return what a world with such a list is answered with."""
    (folder / "who.csv").write_bytes(text)
    with pytest.raises(ScenarioError) as caught:
        load(written(folder / "world.yaml", members="who.csv"))
    return str(caught.value)


@pytest.mark.nightly
def test_it_is_answered_soon(tmp_path: Path) -> None:
    """Each list within two seconds of a processor's work, in the quicker of two tries."""

    def seconds(text: bytes) -> float:
        began = time.process_time()
        answer(text, tmp_path)
        return time.process_time() - began

    answer(b"", tmp_path)
    for name, (text, _) in HOSTILE.items():
        assert min(seconds(text) for _ in range(2)) < 2, name


@pytest.mark.parametrize(("text", "said"), HOSTILE.values(), ids=HOSTILE)
def test_it_is_answered_in_place(text: bytes, said: str, tmp_path: Path) -> None:
    """Each line of the answer names a file; whatever the list is."""
    told = answer(text, tmp_path)

    assert said in told
    assert told.isprintable() or "\n" in told
    assert all(line.startswith((str(tmp_path), "… and")) for line in told.splitlines())


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.sampled_from('name,format;\n\r"\t dealer北0.3\ufeff'), max_size=60), head=st.booleans()
)
def test_any_text_is_read_or_refused(text: str, head: bool, tmp_path: Path) -> None:
    """Whatever the separators and quotes do: members, or complaints, and nothing else."""
    (tmp_path / "who.csv").write_bytes((HEAD if head else b"") + text.encode())
    try:
        load(written(tmp_path / "world.yaml", members="who.csv"))
    except ScenarioError as wrong:
        assert str(wrong)


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("../who.csv", "leads out of this file's folder"),
        ("/etc/passwd", "is an absolute path"),
        ("", "should be the path of a CSV file"),
        (".", "it is a folder; name a file in it"),
        ("x" * 500, "should be the path of a CSV file"),
    ],
)
def test_no_other_file_is_read(named: str, why: str, tmp_path: Path) -> None:
    """A scenario that was handed over reads nothing outside of its folder."""
    (tmp_path / "who.csv").write_text("name,format,region\n")
    (tmp_path / "inner").mkdir()
    with pytest.raises(ScenarioError, match="members: ") as caught:
        load(written(tmp_path / "inner" / "world.yaml", members=named))

    assert why in str(caught.value)


def test_a_link_does_not_lead_out(tmp_path: Path) -> None:
    """Links are followed before it is asked where the file is."""
    (tmp_path / "who.csv").write_text("name,format,region\nBohne,dealer,north\n")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "who.csv").symlink_to(tmp_path / "who.csv")
    with pytest.raises(ScenarioError, match="leads out of this file's folder"):
        load(written(tmp_path / "inner" / "world.yaml", members="who.csv"))
