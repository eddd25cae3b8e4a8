"""Sweep: every run once, none lost, none repeated, and the same answers however it was played."""

import math
import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pandas as pd
import pytest

import simulator
from simulator.studies.runs.workers import DIED, WorkersError
from simulator.studies.sweep import checkpoint as sweep_keeping
from simulator.studies.sweep.folder import NoSweepFolderError, SweepFolderError, runs_in, sweep_folder
from simulator.studies.sweep.part_files import DamagedPartError, read_part
from simulator.studies.sweep.sweep import sweep
from tests.studies import fake_runs
from tests.studies.sweep.tiny import METRICS, kept_in, times_kept, tried


def counting(journal: Path):
    """Return a play that notes each run it is asked for."""

    def play(scenario, seed):
        with journal.open("a") as file:
            file.write(f"{scenario.weeks} {seed}\n")
        return fake_runs.fake(scenario, seed)

    return play


def played(journal: Path) -> list[str]:
    """Return the runs noted, and forget them."""
    runs = journal.read_text().split("\n")[:-1] if journal.exists() else []
    journal.unlink(missing_ok=True)
    return sorted(runs)


@pytest.fixture
def journal(tmp_path):
    """Return where plays are noted."""
    return tmp_path / "journal"


def test_a_sweep_plays_every_point_on_every_seed_and_gives_a_tidy_table():
    """One row a number, with the levels of its point; values are those of the plays."""
    table = sweep(tried(), play=fake_runs.fake).table()

    assert list(table.columns) == [
        *("run", "point", "weeks", "seed", "week", "metric", "by", "key", "value", "unit", "status", "reason")
    ]
    assert len(table) == 2 * 3 * len(METRICS)
    assert set(table.status) == {"ok"}
    for row in table[table.metric == "fake_units"].itertuples():
        ledger = fake_runs.fake(fake_runs.small(weeks=row.weeks), row.seed)
        assert row.value == 100 + 10 * ledger.shared + ledger.effect


def test_a_frame_has_a_row_a_point_and_seed_and_a_column_a_number():
    """Values are those of the plays; parts and weeks of a cut are columns of their own, with their units."""
    asked = ["fake_units", "fake_units:kind", "fake_units:week"]
    found = sweep(tried(metrics=asked), play=fake_runs.fake)
    frame = found.frame()

    numbers = ["fake_units", "fake_units:kind=a", "fake_units:kind=b"]
    numbers += [f"fake_units:week={week}" for week in (1, 2)]
    assert list(frame.columns) == ["point", "weeks", "seed", "status", *numbers]
    assert frame[["weeks", "seed"]].to_numpy().tolist() == [[w, s] for w in (4, 5) for s in (1, 2, 3)]
    for row in frame.itertuples():
        ledger = fake_runs.fake(fake_runs.small(weeks=row.weeks), row.seed)
        assert row.fake_units == 100 + 10 * ledger.shared + ledger.effect
    tidy = found.table()
    parts = tidy[tidy.key == "b"].set_index(["point", "seed"]).value
    assert frame.set_index(["point", "seed"])["fake_units:kind=b"].to_dict() == parts.to_dict()
    assert frame.attrs["units"] == dict.fromkeys(numbers, "units")
    assert list(found.frame("fake_units").columns) == ["point", "weeks", "seed", "status", "fake_units"]
    with pytest.raises(simulator.InputError, match="'units_sold' was not asked"):
        found.frame("units_sold")


def test_a_frame_keeps_the_row_of_a_run_that_failed():
    """Its numbers are missing, and it says so."""

    def play(scenario, seed):
        if (scenario.weeks, seed) == (5, 2):
            raise RuntimeError("no")
        return fake_runs.fake(scenario, seed)

    frame = sweep(tried(), play=play).frame().set_index(["weeks", "seed"])
    assert len(frame) == 2 * 3
    assert frame[frame.status == "failed"].index.tolist() == [(5, 2)]
    assert frame.loc[(5, 2), METRICS].isna().all()
    assert frame.drop((5, 2))[METRICS].notna().all(axis=None)


def test_the_answers_are_the_same_for_any_number_of_jobs_and_any_executor(tmp_path):
    """Serial, two processes, an executor of one's own, and gone on with from a folder."""
    given = tried({"weeks": [4, 5, 6]}, 4, metrics=[*METRICS, "fake_units:kind", "fake_units:week"])
    alone = sweep(given, play=fake_runs.fake)
    two = sweep(given, tmp_path / "two", jobs=2, play=fake_runs.fake)
    sweep(replace(given, seeds=(2, 4)), tmp_path / "on", play=fake_runs.fake)
    on = sweep(given, tmp_path / "on", play=fake_runs.fake)
    with ThreadPoolExecutor(3) as pool:
        borrowed = sweep(given, executor=pool, play=fake_runs.fake)

    for other in (two, borrowed, on):
        pd.testing.assert_frame_equal(alone.table(), other.table(), check_exact=True)
        pd.testing.assert_frame_equal(alone.summary(), other.summary(), check_exact=True)
    assert (tmp_path / "two/results.csv").read_bytes() == (tmp_path / "on/results.csv").read_bytes()
    stored = pd.read_parquet(tmp_path / "two/results.parquet")
    pd.testing.assert_frame_equal(stored, alone.table(), check_exact=True, check_dtype=False)


def test_what_is_there_is_not_played_again(tmp_path, journal):
    """A second sweep plays nothing; with more seeds or levels, only what is new."""
    play, out = counting(journal), tmp_path / "out"
    first = sweep(tried(seeds=3), out, play=play)
    assert played(journal) == ["4 1", "4 2", "4 3", "5 1", "5 2", "5 3"]

    again = sweep(tried(seeds=3), out, play=play)
    assert played(journal) == []
    pd.testing.assert_frame_equal(first.table(), again.table(), check_exact=True)

    sweep(tried(seeds=4), out, play=play)
    assert played(journal) == ["4 4", "5 4"]
    more = sweep(tried({"weeks": [4, 5, 7]}, seeds=4), out, play=play)
    assert played(journal) == ["7 1", "7 2", "7 3", "7 4"]
    assert max(times_kept(out).values()) == 1
    assert len(more.runs.ended) == 12


def test_what_is_no_longer_asked_for_is_kept_and_not_reported(tmp_path, journal):
    """And somebody is told."""
    out = tmp_path / "out"
    sweep(tried({"weeks": [4, 5]}), out, play=counting(journal))
    played(journal)
    less = sweep(tried({"weeks": [5, 6]}), out, play=counting(journal))

    assert played(journal) == ["6 1", "6 2", "6 3"]
    assert set(less.table().weeks) == {5, 6}
    assert any("3 more runs in the folder are not asked for" in note for note in less.notes)
    assert len(times_kept(out)) == 9


def test_runs_of_another_version_are_told_as_such(tmp_path, journal, monkeypatch):
    """Beside runs of this version that are not asked for."""
    out = tmp_path / "out"
    for module in ("tasks", "sweep"):
        monkeypatch.setattr(f"simulator.studies.sweep.{module}.model_version", lambda: "0+former")
    sweep(tried({"weeks": [4, 5]}), out, play=fake_runs.fake)
    for module in ("tasks", "sweep"):
        monkeypatch.setattr(f"simulator.studies.sweep.{module}.model_version", lambda: "0+now")
    sweep(tried({"weeks": [6]}), out, play=fake_runs.fake)
    notes = sweep(tried({"weeks": [4, 5]}), out, play=counting(journal)).notes

    assert len(played(journal)) == 6
    assert "0 of 6 runs are there already; 6 are played" in notes
    assert any("6 runs in the folder were played by another version" in note for note in notes)
    assert any("(0+former; now 0+now)" in note for note in notes)
    assert any(note.startswith("3 more runs in the folder are not asked for") for note in notes)


def test_a_question_asked_later_is_put_to_the_same_runs_again(tmp_path, journal):
    """Only that question, and the answers of both stand together."""
    out = tmp_path / "out"
    sweep(tried(metrics=["fake_units"]), out, play=counting(journal))
    played(journal)
    both = sweep(tried(metrics=["fake_noise", "fake_units"]), out, play=counting(journal))

    assert len(played(journal)) == 6
    fresh = sweep(tried(metrics=["fake_noise", "fake_units"]), play=fake_runs.fake)
    pd.testing.assert_frame_equal(both.table(), fresh.table(), check_exact=True)
    sweep(tried(metrics=["fake_units"]), out, play=counting(journal))
    assert played(journal) == []


def test_points_that_resolve_to_the_same_scenario_are_the_same_runs(journal):
    """They are played once and told twice."""
    given = tried({"weeks": [4, 5], "size": {"as it is": {"customers": 20}, "large": {"customers": 30}}})
    twins = tried({"size": {"one": {"weeks": 4}, "other": {"customers": 20}}}, seeds=2)
    found = sweep(twins, play=counting(journal))

    assert len({point.hash for point in given.points}) == 4
    assert played(journal) == ["4 1", "4 2"]
    assert len(found.runs.ended) == 4
    assert (found.summary("fake_units").difference.dropna() == 0).all()


def test_a_failed_run_is_a_row_that_says_why(tmp_path):
    """It is kept, not tried again unless that is asked for, and costs no other run."""
    out = tmp_path / "out"
    found = sweep(tried(), out, play=fake_runs.failing)
    failed = found.table()[found.table().status == "failed"]

    assert list(failed.seed) == [2, 2]
    assert set(failed.reason) == {"OddError: one and two"}
    assert failed.value.isna().all()
    assert len(found.runs.ended) == 4

    still = sweep(tried(), out, play=fake_runs.fake)
    assert len(still.failures) == 2
    assert any("--retry-failed" in note for note in still.notes)
    mended = sweep(tried(), out, play=fake_runs.fake, retry_failed=True)
    assert not mended.failures
    pd.testing.assert_frame_equal(
        mended.table(), sweep(tried(), play=fake_runs.fake).table(), check_exact=True
    )
    assert not sweep(tried(), out, play=fake_runs.hopeless).failures


def test_a_run_that_kills_its_workers_is_a_row_that_says_so(tmp_path):
    """After it was tried twice."""
    found = sweep(tried({}, seeds=4), tmp_path / "out", play=fake_runs.deadly, jobs=2)

    assert [(f.seed, f.why) for f in found.failures] == [(3, DIED)]
    assert [run.seed for run in found.runs.ended] == [1, 2, 4]


def test_where_no_worker_can_live_no_run_is_blamed_for_it(tmp_path):
    """The sweep ends with a sentence; what is started again afterwards plays all of it."""
    out = tmp_path / "out"
    with pytest.raises(WorkersError, match="no worker process lived"):
        sweep(tried({}, seeds=4), out, play=fake_runs.deadly_always, jobs=2)

    assert times_kept(out) == {}
    assert len(sweep(tried({}, seeds=4), out, play=fake_runs.fake).runs.ended) == 4


def test_where_an_executor_is_broken_no_run_is_blamed_for_it(tmp_path):
    """One that a death broke before: nothing is kept as failed, and all is played afterwards."""
    pool, out = ProcessPoolExecutor(1, mp_context=get_context("spawn")), tmp_path / "out"
    pool.submit(os.abort)
    with pytest.raises(WorkersError, match="the executor is broken, its worker processes died; 0 of 4"):
        sweep(tried({}, seeds=4), out, play=fake_runs.fake, executor=pool)

    assert times_kept(out) == {}
    assert len(sweep(tried({}, seeds=4), out, play=fake_runs.fake).runs.ended) == 4


def test_a_sweep_of_failures_alone_has_tables_too(tmp_path):
    """Nothing to tell but why."""
    found = sweep(tried(), tmp_path / "out", play=fake_runs.hopeless)

    assert set(found.table().status) == {"failed"}
    assert len(found.summary()) == 0
    assert str(found.verdict()) == "No prediction was made."


@pytest.mark.by_day(2)
@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "junk", "swap"])
def test_a_damaged_part_is_set_aside_and_only_its_runs_are_played_again(tmp_path, journal, harm):
    """One flipped bit, half a file, nothing, something else, another part's bytes: none of it is believed."""
    out, play = tmp_path / "out", counting(journal)
    sweep(tried(seeds=1), out, play=play)
    whole = sweep(tried(seeds=3), out, play=play)
    victim, other, *_ = sorted((out / "parts").glob("*.parquet"))
    lost = {(run.seed, run.hash) for run in read_part(victim)}
    raw = victim.read_bytes()
    flipped = raw[: len(raw) // 2] + bytes([raw[len(raw) // 2] ^ 1]) + raw[len(raw) // 2 + 1 :]
    victim.write_bytes(
        {
            "flip": flipped,
            "cut": raw[: len(raw) // 2],
            "empty": b"",
            "junk": b"PAR1" * 99,
            "swap": other.read_bytes(),
        }[harm]
    )
    harmed = victim.read_bytes()
    played(journal)
    with pytest.raises(DamagedPartError):
        read_part(victim)

    notes = []
    again = sweep(tried(seeds=3), out, play=play, tell=notes.append)
    hashes = {point.hash: point.levels["weeks"].value for point in again.experiment.points}
    assert played(journal) == sorted(f"{hashes[of]} {seed}" for seed, of in lost)
    assert str(victim) in notes[0]
    assert "set aside" in notes[0]
    assert (out / "damaged" / victim.name).read_bytes() == harmed
    assert not victim.exists()
    pd.testing.assert_frame_equal(whole.table(), again.table(), check_exact=True)
    assert set(times_kept(out).values()) == {1}


def test_scraps_of_a_write_that_was_cut_off_are_removed(tmp_path):
    """They were never part of anything."""
    out = tmp_path / "out"
    sweep(tried(), out, play=fake_runs.fake)
    scrap = out / "parts" / ".000002-0123456789abcdef.parquet.0a0b0c0d.unfinished"
    scrap.write_bytes(b"PAR1")
    sweep(tried(), out, play=fake_runs.fake)

    assert not scrap.exists()


def test_two_sweeps_on_one_folder_are_refused(tmp_path):
    """The second is told who is at work, and leaves everything as it is."""
    out = tmp_path / "out"
    with sweep_folder(out):
        before = sorted(out.rglob("*"))
        with pytest.raises(SweepFolderError, match=r"another sweep is at work here \(process \d+, since"):
            sweep(tried(), out, play=fake_runs.fake)
        assert sorted(out.rglob("*")) == before
    assert len(sweep(tried(), out, play=fake_runs.fake).runs.ended) == 6


def test_a_folder_with_something_else_is_refused(tmp_path):
    """Nothing in it is touched; a file is no folder."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "precious").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for place in ("full", "file", "file/below", "link"):
        with pytest.raises(NoSweepFolderError, match=place):
            sweep(tried(), tmp_path / place, play=fake_runs.hopeless)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "full", "link", "precious"]


def test_a_folder_is_looked_into_without_touching_it(tmp_path):
    """As a dry run does."""
    out = tmp_path / "out"
    sweep(tried(), out, play=fake_runs.fake)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}

    assert len(runs_in(out)) == 6
    assert runs_in(tmp_path / "none") == {}
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_finished_runs_are_written_while_others_play(tmp_path, monkeypatch):
    """After so many, or after some seconds even if nobody finishes."""
    monkeypatch.setattr(sweep_keeping, "SECONDS", 0.1)
    seen = []

    def play(scenario, seed):
        if seed == 3:
            for _ in range(200):
                if len(kept_in(tmp_path / "out")) == 2:
                    break
                sweep_keeping.threading.Event().wait(0.05)
            seen.append(len(kept_in(tmp_path / "out")))
        return fake_runs.fake(scenario, seed)

    sweep(tried({}, seeds=3), tmp_path / "out", play=play)

    assert seen == [2]


def test_an_interrupt_keeps_everything_finished(tmp_path):
    """Ctrl-C in the fourth run: three are written."""

    def play(scenario, seed):
        if seed == 4:
            raise KeyboardInterrupt
        return fake_runs.fake(scenario, seed)

    with pytest.raises(KeyboardInterrupt):
        sweep(tried({}, seeds=6), tmp_path / "out", play=play)

    assert sorted(run.seed for run in kept_in(tmp_path / "out")) == [1, 2, 3]


def test_other_code_is_another_model(tmp_path, monkeypatch, journal):
    """Runs of an earlier version are not mixed with those of this one."""
    out = tmp_path / "out"
    sweep(tried(), out, play=counting(journal))
    played(journal)
    monkeypatch.setattr("simulator.studies.sweep.tasks.model_version", lambda: "0.0.0+other")
    sweep(tried(), out, play=counting(journal))

    assert len(played(journal)) == 6
    assert len(times_kept(out)) == 12


def test_differences_to_the_first_point_are_paired():
    """What all points share by luck is gone from them: known answer, the message is worth 2."""
    levels = {"plain": {"customers": 20}, "craft": {"messages.default": "craft"}}
    summary = sweep(tried({"message": levels}, seeds=5), play=fake_runs.fake).summary("fake_units")

    assert list(summary.message) == ["plain", "craft"]
    assert math.isnan(summary.difference[0])
    assert summary.difference[1] == pytest.approx(2.0)
    assert summary.difference_high[1] - summary.difference_low[1] < 1e-9 < summary.high[1] - summary.low[1]


def test_the_response_to_a_factor_is_a_mean_over_the_same_levels_of_the_others():
    """Known answer: in a grid the other factor is averaged, one at a time it stays at its first level."""
    factors = {
        "message": {"plain": {"customers": 20}, "craft": {"messages.default": "craft"}},
        "store": {
            "dealers": {"weeks": 4},
            "web": {"distribution": {"model": "direct_automated", "price": 0.9}},
        },
    }
    grid = sweep(tried(factors, seeds=4), play=fake_runs.fake).response("fake_units", "store")
    alone = sweep(tried(factors, seeds=4, design="one_at_a_time"), play=fake_runs.fake)
    one = alone.response("fake_units", "store")

    assert list(grid.store) == list(one.store) == ["dealers", "web"]
    assert grid["mean"][1] - grid["mean"][0] == pytest.approx(3.25)  # 3, and half of the 0.5 together
    assert one["mean"][1] - one["mean"][0] == pytest.approx(3.0)
    assert len(alone.experiment.points) == 3
