"""Plug-ins: modules outside the simulator that register entries of their own when they are imported.

An installed package names its modules under the entry-point group `simulator.plugins`; they are imported when
a registry is first looked into, so importing the simulator stays free of them:

    [project.entry-points."simulator.plugins"]
    my_rules = "my_package.rules"

A module that is not installed is named on the command line, ``simulator --plugin my_rules …``, and found in
the folder that one is in, or among installed packages, which go first.
"""

import importlib
import re
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.base.input_error import InputError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "simulator.plugins"
MODULE = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
LONGEST = 200

_loaded: set[str] = set()
_loading: set[int] = set()
"""Threads that are loading installed plug-ins: what these import may look into registries itself."""


class PluginError(InputError):
    """A plug-in that cannot be loaded; the message says which, and why."""


def load_installed() -> None:
    """Import the modules that installed packages name as plug-ins, each once; PluginError if one fails."""
    thread = threading.get_ident()
    if thread in _loading or GROUP in _loaded:
        return
    from importlib.metadata import entry_points  # noqa: PLC0415 - help looks into no registry

    _loading.add(thread)
    try:
        for found in entry_points(group=GROUP):
            _load(found)
    finally:
        _loading.discard(thread)
    _loaded.add(GROUP)


def load_module(name: str) -> None:
    """Import a module by name, from the present folder if no package has that name."""
    if len(name) > LONGEST or MODULE.fullmatch(name) is None:
        written = f"{name[:LONGEST]!a} is not the name of a module"
        raise PluginError(f"{written}; write it as in Python's import, such as my_rules or my_package.rules")
    if name.endswith(".py"):
        module = name.removesuffix(".py")
        raise PluginError(f"plug-in '{name}': write the name of the module, '{module}', without .py")
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.append(here)  # last: a file here must not stand in for a package
    importlib.invalidate_caches()
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name is None or not f"{name}.".startswith(f"{missing.name}."):
            raise _failed(name, missing) from missing
        told = f"there is no module '{missing.name}' in {here} or among installed packages"
        raise PluginError(f"plug-in '{name}': {told}") from None
    except (Exception, SystemExit) as wrong:
        raise _failed(name, wrong) from wrong


def _load(found: "EntryPoint") -> None:
    if found.value in _loaded:
        return
    try:
        found.load()
    except (Exception, SystemExit) as wrong:
        package = f" of package '{found.dist.name}'" if found.dist is not None else ""
        raise _failed(f"{found.value}'{package}, entry point '{found.name}", wrong) from wrong
    _loaded.add(found.value)


def _failed(name: str, wrong: BaseException) -> PluginError:
    why = " ".join(str(wrong).split())[:LONGEST]
    return PluginError(f"plug-in '{name}': cannot be loaded: {type(wrong).__name__}: {why}")
