"""Progress: reports of long work where no bar is shown."""

import pytest

from simulator.views.cli.progress import HEARTBEAT, Heartbeat, bar


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.now


def test_long_work_says_now_and_then_how_far_it_has_come(capsys: pytest.CaptureFixture[str]) -> None:
    """Once in a while, with the time that is left at the pace so far; at its end no more."""
    clock = Clock()
    told = Heartbeat("runs", clock)
    for done in range(1, 201):
        clock.now += HEARTBEAT / 30
        told(done, 200)

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        f"{done} of 200 runs, about {minutes} minute{'s' * (minutes > 1)} to go"
        for done, minutes in ((30, 3), (60, 2), (90, 2), (120, 1), (150, 1), (180, 1))
    ]


def test_short_work_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Nor does long work of which nothing is left; where nothing is done yet, no time is guessed."""
    clock = Clock()
    told = Heartbeat("runs", clock)
    told(1, 2)
    clock.now = 2 * HEARTBEAT
    told(2, 2)
    assert capsys.readouterr().err == ""
    told(0, 2)
    assert capsys.readouterr().err == "0 of 2 runs\n"


def test_of_work_that_grows_no_time_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    """A fit plays a round more until it has come near enough."""
    clock = Clock()
    told = Heartbeat("runs", clock, more="more follow")
    for done, of in ((10, 12), (30, 48)):
        clock.now += 2 * HEARTBEAT
        told(done, of)

    assert capsys.readouterr().err.splitlines() == [
        "10 of 12 runs; more follow",
        "30 of 48 runs; more follow",
    ]


def test_without_a_terminal_there_is_a_heartbeat() -> None:
    """Standard error is none in tests."""
    with bar("runs") as progress:
        assert isinstance(progress, Heartbeat)
