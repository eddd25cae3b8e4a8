"""Sweep folders that contradict themselves: told, set aside, and mended by playing what is in doubt again."""

import os
from dataclasses import replace

import pandas as pd
import pytest

from simulator.studies.sweep.folder import NoSweepFolderError, SweepFolderError, runs_in
from simulator.studies.sweep.part_files import read_part, write_part
from simulator.studies.sweep.sweep import sweep
from tests.studies import fake_runs
from tests.studies.sweep.test_sweep import counting, played
from tests.studies.sweep.tiny import times_kept, tried


class Kept:
    """A sweep of two points on three seeds in two parts, and what was played and told since."""

    def __init__(self, folder):
        """Play the first seed, then all."""
        self.out, self.journal = folder / "out", folder / "journal"
        sweep(tried(seeds=1), self.out, play=fake_runs.fake)
        self.whole = sweep(tried(seeds=3), self.out, play=fake_runs.fake)
        self.first, self.second = sorted((self.out / "parts").glob("*.parquet"))

    def again(self):
        """Sweep once more; return the runs played and the notes."""
        notes = []
        found = sweep(tried(seeds=3), self.out, play=counting(self.journal), tell=notes.append)
        pd.testing.assert_frame_equal(found.table(), self.whole.table(), check_exact=True)
        return played(self.journal), notes

    def is_mended(self):
        """Say whether a further sweep plays nothing and finds nothing odd, each run being kept once."""
        runs, notes = self.again()
        told = [note for note in notes if str(self.out) in note]
        once = set(times_kept(self.out).values()) == {1}
        return (runs, told) == ([], []) and "6 of 6 runs are there already; 0 are played" in notes and once


@pytest.fixture
def kept(tmp_path):
    """Return a finished sweep."""
    return Kept(tmp_path)


def forged(run):
    """Return a run with other numbers."""
    return replace(run, answers=tuple(one._replace(value=one.value + 1) for one in run.answers))


def test_two_parts_with_other_numbers_for_one_run(kept):
    """Neither is believed of that run, which is played again; their other runs are kept."""
    honest = read_part(kept.first)
    other = write_part(kept.out / "parts", 3, [forged(honest[0])])
    assert len(runs_in(kept.out)) == 5

    runs, notes = kept.again()

    assert runs == ["4 1"]
    assert any(
        str(kept.first) in note and f"contradicts {other.name}" in note and "seed 1" in note for note in notes
    )
    assert {path.name for path in (kept.out / "damaged").iterdir()} == {kept.first.name, other.name}
    assert kept.is_mended()


def test_a_part_that_contradicts_itself(kept):
    """The same run twice in one part, with different numbers."""
    runs = read_part(kept.second)
    kept.second.unlink()
    (kept.out / "parts" / "list.json").unlink()
    write_part(kept.out / "parts", 2, [*runs, forged(runs[-1])])

    again, notes = kept.again()

    assert again == ["5 3"]
    assert any("contradicts itself about the run of seed 3" in note for note in notes)
    assert kept.is_mended()


def test_a_part_rewritten_with_its_own_right_digest(kept):
    """Its name is right and its numbers are not: the list knows another part of its number."""
    runs = [forged(run) for run in read_part(kept.first)]
    kept.first.unlink()
    rewritten = write_part(kept.out / "parts", 1, runs)

    again, notes = kept.again()

    assert again == ["4 1", "5 1"]
    assert f"{rewritten}: is damaged: it was rewritten" in notes[0]
    assert kept.first.name in notes[0]
    assert kept.is_mended()


def test_a_part_with_runs_under_keys_of_others(kept):
    """A record under another key than its scenario's, seed's and version's is no record of it."""
    one, other = read_part(kept.first)
    part = write_part(kept.out / "parts", 3, [replace(one, key=other.key)])
    again, notes = kept.again()

    assert again == []
    assert f"{part}: is damaged: its run of seed 1 has the key" in notes[0]
    assert kept.is_mended()


def test_a_part_that_is_gone(kept):
    """It is told by name, and its runs are played again."""
    kept.first.unlink()
    again, notes = kept.again()

    assert again == ["4 1", "5 1"]
    assert notes[0] == f"{kept.first}: is gone; runs that only it held are played again"
    assert kept.is_mended()


@pytest.mark.by_day(1)
@pytest.mark.parametrize("kind", ["folder", "link", "pipe"])
def test_what_is_named_like_a_part_and_is_no_file(kept, kind):
    """A folder, a link that leads nowhere, a pipe without a writer: set aside, nothing is waited for."""
    odd = kept.out / "parts" / "000003-0123456789abcdef.parquet"
    {"folder": odd.mkdir, "link": lambda: odd.symlink_to("nowhere"), "pipe": lambda: os.mkfifo(odd)}[kind]()

    assert len(runs_in(kept.out)) == 6
    again, notes = kept.again()

    assert again == []
    assert notes[0].startswith(f"{odd}: is damaged: it is no file")
    assert kept.is_mended()


@pytest.mark.by_day(1)
@pytest.mark.parametrize("harm", ["gone", "cut", "text"])
def test_a_lost_manifest_beside_whole_runs(kept, harm):
    """The parts are enough to go on; the manifest is told and written anew."""
    manifest = kept.out / "manifest.json"
    whole = manifest.read_text()
    manifest.unlink()
    if harm != "gone":
        manifest.write_text(whole[: len(whole) // 2] if harm == "cut" else "[]")

    again, notes = kept.again()

    assert again == []
    assert f"{manifest}: is gone or damaged; it is written anew" in notes
    assert manifest.read_text() == whole
    assert kept.is_mended()


@pytest.mark.parametrize("harm", ["gone", "cut"])
def test_a_lost_list_of_parts(kept, harm):
    """As in folders of earlier versions: parts are taken as they are."""
    listed = kept.out / "parts" / "list.json"
    listed.unlink()
    if harm == "cut":
        listed.write_text('["0000')
    again, notes = kept.again()

    assert again == []
    assert notes[0].startswith(f"{listed}: is gone or damaged")
    assert kept.is_mended()


def test_a_part_that_was_written_and_not_yet_listed(kept):
    """A sweep that ends between the two lost nothing, and nothing is told of it."""
    (kept.out / "parts" / "list.json").write_text(f'["{kept.first.name}"]')

    assert kept.is_mended()


def test_a_manifest_of_something_else_is_refused_with_parts_beside_it(kept):
    """A folder of another command is not taken over."""
    (kept.out / "manifest.json").write_text('{"format": "something else"}')
    with pytest.raises(NoSweepFolderError, match="holds something that is no sweep"):
        kept.again()


@pytest.mark.parametrize(
    ("place", "error"), [("manifest.json", NoSweepFolderError), ("parts/list.json", SweepFolderError)]
)
def test_a_folder_where_a_file_should_be_is_told_by_its_own_name(kept, place, error):
    """Not by the name of the folder of the sweep alone."""
    (kept.out / place).unlink()
    (kept.out / place).mkdir()
    with pytest.raises(error, match=f"{kept.out / place}: Is a directory"):
        kept.again()
