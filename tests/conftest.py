"""What all tests share: modules are kept compiled, and processes that are started can be interrupted.

Many machines that test leave bytecode out; each `simulator` then compiles half of what Python knows anew.
Whoever starts the tests in the background of a shell hands down that interrupts are ignored; kernels of
notebooks, which are told by one to stop, would then never do so.

Random worlds are drawn alike every time (hypothesis, derandomised), so that a run of the tests says what the
last one said; `-m nightly` draws them anew, keeps what it has found, and shrinks it.
"""

import os
import signal
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, settings

_BYTECODE = Path(tempfile.gettempdir()) / "channel-simulator-tests-bytecode"
sys.dont_write_bytecode = False
sys.pycache_prefix = str(_BYTECODE)
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ["PYTHONPYCACHEPREFIX"] = str(_BYTECODE)

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "default run", derandomize=True, database=None, deadline=None, phases=[Phase.explicit, Phase.generate]
)
settings.register_profile("nightly", deadline=None, print_blob=True)
settings.load_profile("default run")


def pytest_configure(config: pytest.Config) -> None:
    """Draw anew where the nightly tests are asked for."""
    marks = str(config.getoption("-m") or "")
    if "nightly" in marks and "not nightly" not in marks:
        settings.load_profile("nightly")
