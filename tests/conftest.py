"""What all tests share: modules are kept compiled, and processes that are started can be interrupted.

Many machines that test leave bytecode out; each `simulator` then compiles half of what Python knows anew.
Whoever starts the tests in the background of a shell hands down that interrupts are ignored; kernels of
notebooks, which are told by one to stop, would then never do so.

Everything random is drawn alike every time (hypothesis, derandomised; the generator and the pool of worlds,
from 0), so that a run of the tests says what the last one said; `-m nightly` draws anew and says from what.
"""

import gc
import os
import secrets
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import Generator
from contextlib import ExitStack
from importlib.util import cache_from_source
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

from tests.draws import VARIABLE, drawn_from, put

try:
    import fcntl
except ImportError:  # there is no such lock on Windows: each worker compiles for itself
    fcntl = None

_BYTECODE = Path(tempfile.gettempdir()) / "channel-simulator-tests-bytecode"
sys.dont_write_bytecode = False
sys.pycache_prefix = str(_BYTECODE)
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ["PYTHONPYCACHEPREFIX"] = str(_BYTECODE)

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "default run",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],
)
settings.register_profile("nightly", deadline=None, print_blob=True)
settings.load_profile("default run")

WHAT_ALL_IMPORT = "simulator/market/market.py"
"""A module that is compiled as soon as tests were once collected."""
WHAT_ASKS_MANY_WORLDS = "test_pool.py"
"""The file whose tests ask all worlds of a kind together."""
WHAT_LOOKS_INTO_ONE_FOLDER = "/tests/views/"
"""The room whose tests share folders of results and pages."""
ONE_BY_ONE = "one_by_one"
"""What names of tests say where customers are kept one by one."""

# hypothesis also draws numbers that it reads in all modules imported so far: other draws in other company
_LOCAL_CONSTANTS = providers._get_local_constants
providers._get_local_constants = Constants


def is_nightly(config: pytest.Config) -> bool:
    """Say whether the nightly tests are asked for."""
    marks = str(config.getoption("-m") or "")
    return "nightly" in marks and "not nightly" not in marks


def pytest_configure(config: pytest.Config) -> None:
    """Draw anew where the nightly tests are asked for; workers inherit from what."""
    config.addinivalue_line("markers", "worlds(*kinds, most): the worlds of the pool that a law is about")
    config.addinivalue_line("markers", "by_day(which): how many cases, or those of which name, stay")
    if is_nightly(config):
        settings.load_profile("nightly")
        providers._get_local_constants = _LOCAL_CONSTANTS
        os.environ.setdefault(VARIABLE, str(secrets.randbits(32)))


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Let one worker compile what all import: where nothing is compiled yet, the others wait for it."""
    with ExitStack() as held:
        if fcntl and not Path(cache_from_source(str(session.config.rootpath / WHAT_ALL_IMPORT))).exists():
            _BYTECODE.mkdir(exist_ok=True)
            lock = held.enter_context((_BYTECODE / "compiling").open("w"))
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                fcntl.flock(lock, fcntl.LOCK_SH)  # together with all others that wait
        return (yield)


def pytest_collection_finish() -> None:
    """Collect garbage seldom, and never among what is loaded: a twentieth of the time of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_report_header() -> str:
    """Say from what everything random in this run is drawn."""
    return f"drawn from: {VARIABLE}={drawn_from()}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Apply each law to each world of the pool, or to new ones."""
    if "world" in metafunc.fixturenames:
        from tests.worlds.pool import pool  # noqa: PLC0415  # who only hands out tests draws no worlds

        marker = metafunc.definition.get_closest_marker("worlds")
        kinds, options = (marker.args, marker.kwargs) if marker else ((), {})
        anew = is_nightly(metafunc.config)
        marks = [pytest.mark.nightly] if anew else []
        worlds = [pytest.param(world, marks=marks) for world in pool(*kinds, **options, anew=anew)]
        metafunc.parametrize("world", worlds, ids=lambda world: world.name)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the laws of one world beside each other, so that whoever plays it is asked them all.

    What looks into one folder or page goes before them, and what asks many worlds follows: where they are.

    At night, ask whatever draws something as well.
    """
    about = [getattr(item, "callspec", None) for item in items]
    names = [spec.params["world"].name if spec and "world" in spec.params else "" for spec in about]
    others = [turn(item) for item in items]
    order = sorted(range(len(items)), key=lambda at: (others[at] > 0, not names[at], names[at], others[at]))
    items[:] = [items[at] for at in order]
    leave_to_the_night(items)
    if is_nightly(config):
        for item in items:
            if isinstance(item, pytest.Function) and draws(item):
                item.add_marker(pytest.mark.nightly)


def turn(item: pytest.Item) -> int:
    """Return when a test that is about no world has its turn: 0 before those that are, 1 behind, 2 last."""
    if WHAT_LOOKS_INTO_ONE_FOLDER in item.path.as_posix():
        return 0
    return 1 if item.path.name == WHAT_ASKS_MANY_WORLDS else 2


def leave_to_the_night(items: list[pytest.Item]) -> None:
    """Mark cases as nightly of which a test says that others stand for them in the default run.

    `by_day(3)` asks three by day, spread evenly over all; `by_day("columns")` those with this in their names.
    What is asked of customers as columns is asked of them one by one at night: by day the law of both ways
    stands for that, in every world of the pool.
    """
    names = {item.nodeid for item in items}
    for item in items:
        if ONE_BY_ONE in item.nodeid and item.nodeid.replace(ONE_BY_ONE, "columns") in names:
            item.add_marker(pytest.mark.nightly)
    cases = defaultdict[tuple[pytest.Item, str], list[pytest.Item]](list)
    for item in items:
        if item.get_closest_marker("by_day") and not item.get_closest_marker("nightly"):
            cases[item.parent, item.originalname].append(item)
    for some in cases.values():
        (which,) = some[0].get_closest_marker("by_day").args
        if isinstance(which, int):
            asked = {some[at * len(some) // which].nodeid for at in range(which)}
        else:
            asked = {one.nodeid for one in some if which in one.callspec.id.split("-")}
        for one in some:
            if asked and one.nodeid not in asked:  # what is asked for alone is asked
                one.add_marker(pytest.mark.nightly)


def draws(test: pytest.Function) -> bool:
    """Say whether a test draws something anew."""
    return hasattr(test.obj, "hypothesis") or hasattr(test.module, "DRAW")


@pytest.fixture(autouse=True)
def _put(request: pytest.FixtureRequest) -> None:
    """Put the generator of all tests where this test's name puts it."""
    put(request.node.name)
