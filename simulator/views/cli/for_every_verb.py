"""Options of every verb: modules with entries of one's own, how numbers are written; before or behind it."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from simulator.views.output.exit_codes import answering

PLUGIN, LOCALE = "--plugin", "--locale"

Plugins = Annotated[
    list[str] | None,
    typer.Option(
        PLUGIN,
        help="A module that registers entries of its own, in this folder or installed; may be repeated.",
        metavar="MODULE",
    ),
]
Locale = Annotated[
    str | None,
    typer.Option(
        LOCALE,
        help="Write numbers as a country does, as in de_DE: 1.234,5; data for programs stay plain.",
        metavar="NAME",
        envvar="SIMULATOR_LOCALE",
    ),
]


@answering
def set_up(plugins: Plugins = None, locale: Locale = None) -> None:
    """Import modules that register entries of their own, before anything is looked up; choose the locale."""
    if locale:
        from simulator.studies.runs.written_numbers import number_locale  # noqa: PLC0415

        number_locale(locale)
    if plugins:
        from simulator.base.plugins import load_module  # noqa: PLC0415

        for name in plugins:
            load_module(name)


class OptionsAnywhere(TyperGroup):
    """The verbs, and before or behind each of them what is said of all of them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words of a command line, what is said of every verb first."""
        return super().parse_args(ctx, _of_every_verb_first(args))


def _of_every_verb_first(words: list[str]) -> list[str]:
    """Return the words of a command line with such options in front; behind ``--`` nothing is an option.

    >>> _of_every_verb_first(["check", "one.yaml", "--plugin", "mine", "--locale=sv", "--", "--plugin"])
    ['--plugin', 'mine', '--locale=sv', 'check', 'one.yaml', '--', '--plugin']
    """
    end = words.index("--") if "--" in words else len(words)
    first: list[str] = []
    rest: list[str] = []
    taken = iter(words[:end])
    for word in taken:
        if word in (PLUGIN, LOCALE):
            first += [word, *[value for value in [next(taken, None)] if value is not None]]
        else:
            (first if word.startswith((f"{PLUGIN}=", f"{LOCALE}=")) else rest).append(word)
    return [*first, *rest, *words[end:]]
