"""Plug-ins: modules named on the command line or by installed packages, and how a failure is told."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulator.base import plugins
from simulator.base.plugins import PluginError, load_installed
from simulator.base.registry import Registry
from simulator.domain.registries import PRICING, REGISTRIES
from simulator.views.cli.app import app

RULE = '''
"""Rules of a firm's own."""

from simulator import PRICING
from simulator.domain.decisions.policies import PricingPolicy


@PRICING.register("{name}")
class Rule(PricingPolicy):
    """Ask nine tenths of the list price."""

    def price(self, view):
        return 0.9 * view.list_price
'''


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an empty folder that one is in; what is loaded from it is forgotten again."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(plugins, "_loaded", set())
    PRICING.names()
    modules = set(sys.modules)
    standing = {kind: {one.name for one in registry.foreign()} for kind, registry in REGISTRIES.items()}
    yield tmp_path
    for kind, registry in REGISTRIES.items():
        for one in registry.foreign():
            if one.name not in standing[kind]:
                registry.forget(one.name)
    for name in set(sys.modules) - modules:
        if getattr(sys.modules[name], "__file__", None) and str(tmp_path) in str(sys.modules[name].__file__):
            del sys.modules[name]


def installed(folder: Path, package: str, module: str) -> None:
    """Install a package that names a module as a plug-in."""
    info = folder / f"{package}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[simulator.plugins]\nrules = {module}\n")


@pytest.mark.parametrize("words", [["--plugin", "own_rules", "list"], ["list", "--plugin=own_rules"]])
def test_a_module_of_this_folder_is_plugged_in_before_or_behind_the_verb(
    folder: Path, words: list[str]
) -> None:
    """Its entries are listed as the house's are."""
    (folder / "own_rules.py").write_text(RULE.format(name="own_rule"))
    answer = CliRunner().invoke(app, [*words, "pricing", "own_rule"])

    assert answer.exit_code == 0, answer.stderr
    assert "Ask nine tenths of the list price." in answer.stdout


def test_a_file_here_does_not_stand_in_for_a_package(folder: Path) -> None:
    """The folder one is in is looked through last."""
    (folder / "sched.py").write_text("raise RuntimeError('not this one')\n")
    sys.modules.pop("sched", None)
    assert CliRunner().invoke(app, ["list", "--plugin", "sched"]).exit_code == 0


WRONG = {
    "": "'' is not the name of a module",
    "own_rules.py": "write the name of the module, 'own_rules', without .py",
    "no_such_module": "there is no module 'no_such_module' in ",
    "../own": "'../own' is not the name of a module",
    "own rules": "'own rules' is not the name of a module",
    "\x1b[31m\u202e": "'\\x1b[31m\\u202e' is not the name of a module",
    "x" * 5000: "is not the name of a module",
    "fails": "plug-in 'fails': cannot be loaded: RuntimeError: no licence",
    "leaves": "plug-in 'leaves': cannot be loaded: SystemExit: 5",
    "lacks": "plug-in 'lacks': cannot be loaded: ModuleNotFoundError: No module named 'no_such_library'",
    "twice": "plug-in 'twice': cannot be loaded: DuplicateNameError: there already is a pricing policy",
    "garbled": "plug-in 'garbled': cannot be loaded: SyntaxError",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_module_that_cannot_be_plugged_in_is_told(folder: Path, name: str) -> None:
    """With its name and why; nothing is printed, and the exit code is that of bad input."""
    (folder / "fails.py").write_text("raise RuntimeError('no licence')\n")
    (folder / "leaves.py").write_text("raise SystemExit(5)\n")
    (folder / "lacks.py").write_text("import no_such_library\n")
    (folder / "garbled.py").write_text("def (\n")
    (folder / "twice.py").write_text(RULE.format(name="undercut"))
    answer = CliRunner().invoke(app, ["list", "pricing", "--plugin", name])

    assert (answer.exit_code, answer.stdout) == (2, "")
    assert WRONG[name] in answer.stderr
    assert "Traceback" not in answer.stderr
    assert "undercut" in PRICING


def test_what_an_installed_package_names_is_there_once_a_registry_is_looked_into(folder: Path) -> None:
    """Through the entry-point group, each module once."""
    (folder / "firm_rules.py").write_text(RULE.format(name="firm_rule"))
    installed(folder, "firm", "firm_rules")
    sys.path.insert(0, str(folder))
    assert "firm_rule" not in PRICING

    for _ in range(2):
        Registry("thing", room="simulator.catalog.messages").names()
    assert PRICING.get("firm_rule").__module__ == "firm_rules"


def test_an_installed_plugin_that_fails_is_told_with_its_package(folder: Path) -> None:
    """Each time, for without it other entries would be meant."""
    (folder / "broken_rules.py").write_text("raise ValueError('1\\n2')\n")
    installed(folder, "broken", "broken_rules")
    sys.path.insert(0, str(folder))
    said = "plug-in 'broken_rules' of package 'broken', entry point 'rules': cannot be loaded"

    for _ in range(2):
        with pytest.raises(PluginError) as wrong:
            load_installed()
        assert str(wrong.value) == f"{said}: ValueError: 1 2"
