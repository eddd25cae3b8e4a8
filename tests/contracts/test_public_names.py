"""Public names: all registries are among them, and every parameter of what can be called is explained."""

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

import simulator
from simulator.base.registry import Registry
from simulator.domain import registries
from simulator.domain.registries import PICTURES
from simulator.ledger.ledger import Ledger
from simulator.scenario.schema import Scenario
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.runs.runner import PlayOptions, Runner, RunOptions
from simulator.studies.runs.runs import Runs
from simulator.studies.sweep.results import Sweep
from tests.cases import Cases

RESULTS = (Scenario, Ledger, Runs, Comparison, Sweep)


def public() -> Iterator[tuple[str, Callable[..., Any], str]]:
    """Yield what can be called, by name, with what explains its parameters."""
    for name in simulator.__all__:
        one = getattr(simulator, name)
        if inspect.isfunction(one):
            yield name, one, inspect.getdoc(one) or ""
    for name, picture in PICTURES.items():
        yield f"pictures.{name}", picture, f"{inspect.getdoc(picture)}{simulator.pictures.__doc__}"
    for kind in RESULTS:
        for name, one in vars(kind).items():
            if inspect.isfunction(one) and not name.startswith("_"):
                yield f"{kind.__name__}.{name}", one, inspect.getdoc(one) or ""


def test_all_registries_are_public() -> None:
    """Whatever can be added is added without knowing the house."""
    held = {name: one for name, one in vars(registries).items() if isinstance(one, Registry)}

    assert held
    assert {name: getattr(simulator, name, None) for name in held} == held
    assert held.keys() <= set(simulator.__all__)


def test_every_parameter_is_explained() -> None:
    """Its name stands in the docstring between stars."""
    called = 0
    with Cases() as cases:
        for name, one, told in public():
            taken = [given for given in inspect.signature(one).parameters if given != "self"]
            explained = set(re.findall(r"\*(\w+)\*", told))
            called += 1
            with cases.case(name):
                assert not set(taken) - explained
    assert called > len(PICTURES.names()) + len(RESULTS)


def test_every_option_of_a_study_is_a_field_of_its_runner() -> None:
    """So that "see `Runner`" leads to an explanation."""
    source = inspect.getsource(Runner)
    for option in {*RunOptions.__annotations__, *PlayOptions.__annotations__}:
        assert re.search(rf'^    {option}: .*\n    """\w', source, re.MULTILINE), option
