"""Parse: from text to YAML's events; text that is no YAML is refused in plain words."""

from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from simulator.scenario.errors.quoting import shortened
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.yaml.nodes import Place

PARSER_BREAKS = (YAMLError, ValueError, OverflowError, LookupError, AssertionError, TypeError, AttributeError)
"""What the parser is known to raise over text that is no YAML."""
LONGEST_PROBLEM = 160
IN_PLAIN_WORDS = {
    "'\\t'": "a tab stands where only spaces may",
    "mapping values are not allowed here": "a ': ' inside a value; quote the value or start a new line, "
    "in the same column as the lines that it belongs with",
    "could not find expected ':'": "a line that is neither 'key: value' nor an entry '- …'; write a colon "
    "and a space after the key",
    "expected <block end>": "this line begins in another column than those that it belongs with, or entries "
    "'- …' and settings 'key: …' are mixed; give all of one list or map the same column",
    "unexpected end of stream": "a quote is opened and never closed",
    "'<stream end>'": "a bracket is opened and never closed",
}


class MarkPlaces:
    """Turns the parser's marks into places: marks of a file have lines, marks of a setting have none."""

    def __init__(self, file: str, *, has_lines: bool) -> None:
        self.file = file
        self.has_lines = has_lines

    def at(self, mark: Any) -> Place:
        """Return the place of a mark; without a mark, the beginning."""
        if not self.has_lines:
            return Place(self.file)
        return Place(self.file, 1, 1) if mark is None else Place(self.file, mark.line + 1, mark.column + 1)


def parsed(text: str, where: MarkPlaces) -> Iterator[Any]:
    """Yield the events of a text as long as it is YAML; then raise a `ScenarioError`."""
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as wrong:
        problem = " ".join(str(part) for part in (wrong.context, wrong.problem) if part)
        begins = wrong.context_mark if "simple key" in problem else None  # where the line without a colon is
        place = where.at(begins or wrong.problem_mark or wrong.context_mark)
        raise ScenarioError([place.complaint("", f"is not YAML: {_plainly(problem)}")]) from None
    except PARSER_BREAKS as wrong:
        said = shortened(str(wrong), LONGEST_PROBLEM)
        raise ScenarioError([where.at(None).complaint("", f"is not YAML: {said}")]) from None


def _plainly(problem: str) -> str:
    """Return the parser's sentence, what it says most often in plain words."""
    for jargon, plainly in IN_PLAIN_WORDS.items():
        if jargon in problem:
            return plainly
    return shortened(problem.replace("<", "").replace(">", ""), LONGEST_PROBLEM)
