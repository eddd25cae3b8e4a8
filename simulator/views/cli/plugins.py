"""Plug-ins: modules with entries of one's own, named before or behind the verb."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from simulator.views.output.exit_codes import answering

OPTION = "--plugin"

Plugins = Annotated[
    list[str] | None,
    typer.Option(
        OPTION,
        help="A module that registers entries of its own, in this folder or installed; may be repeated.",
        metavar="MODULE",
    ),
]


@answering
def load_plugins(plugins: Plugins = None) -> None:
    """Import modules that register entries of their own, before anything is looked up."""
    if plugins:
        from simulator.base.plugins import load_module  # noqa: PLC0415

        for name in plugins:
            load_module(name)


class PluginsAnywhere(TyperGroup):
    """The verbs, and before or behind each of them which modules are plugged in."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words of a command line, what plugs modules in first."""
        return super().parse_args(ctx, _plugins_first(args))


def _plugins_first(words: list[str]) -> list[str]:
    """Return the words of a command line with the plug-ins in front; behind ``--`` nothing is an option.

    >>> _plugins_first(["check", "one.yaml", "--plugin", "mine", "--plugin=other", "--", "--plugin"])
    ['--plugin', 'mine', '--plugin=other', 'check', 'one.yaml', '--', '--plugin']
    """
    end = words.index("--") if "--" in words else len(words)
    first: list[str] = []
    rest: list[str] = []
    taken = iter(words[:end])
    for word in taken:
        if word == OPTION:
            first += [word, *[value for value in [next(taken, None)] if value is not None]]
        else:
            (first if word.startswith(f"{OPTION}=") else rest).append(word)
    return [*first, *rest, *words[end:]]
