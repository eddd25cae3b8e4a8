"""Model version: other code is another model, other words are not."""

import tokenize
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest

import simulator
from simulator.studies.runs.model_version import NOT_THE_MODEL, code_of

ROOMS = sorted(
    room.name
    for room in Path(simulator.__file__).parent.iterdir()
    if room.is_dir() and room.name not in (*NOT_THE_MODEL, "__pycache__")
)
LAYOUT = (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.NL, tokenize.COMMENT)

TEXT = '''"""A room."""
# why
x = 1  # one
"""What x is:
"quoted"."""
def of(y):
    r"""Return \\d."""
    # no more
    return f"""{y} # no comment
"""
'''


def words_apart(text: str) -> list[str]:
    """Return the tokens of a file but for comments, layout and strings that are statements of their own."""
    tokens = tokenize.generate_tokens(StringIO(text).readline)
    code = [(tokenize.NEWLINE, "")]
    for one, after in pairwise(tokens):
        is_first = code[-1][0] in LAYOUT
        if one.type == tokenize.STRING and is_first and after.type == tokenize.NEWLINE:
            continue
        if one.type not in (tokenize.COMMENT, tokenize.NL):
            code.append((one.type, one.string))
    return [text for kind, text in code if kind not in LAYOUT]


def test_words_are_no_code() -> None:
    """Docstrings and comments go, what is computed stays."""
    assert code_of(TEXT) == 'x = 1  # one\ndef of(y):\n    return f"""{y} # no comment\n"""\n'


@pytest.mark.parametrize("room", ROOMS)
def test_all_code_of_the_model_counts(room: str) -> None:
    """File by file, token by token."""
    files = sorted((Path(simulator.__file__).parent / room).rglob("*.py"))
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert words_apart(code_of(text)) == words_apart(text), file
    assert files
