"""Outside: numbers, signs and winners in texts that stand in no block.

Searched are the places where results are told: the prose of README and notebooks, *Look for* in the heads of
scenarios, *Verdict* in those of experiments, sections of a description that have a block. Code, links and
tables are left out. What is no result (a setting, a year, a published figure) is declared as a phrase of its
file.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from .blocks import BLOCK, parts

COUNTS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|forty|sixty|hundred|thousand"
SHARES = (
    "half|third|thirds|quarter|quarters|fifth|sixth|seventh|eighth|tenth|twentieth|hundredth|twice|double"
)
SIGNS = "fewer|higher|lower|highest|lowest|rises|falls|rise|fall|largest|smallest|least"
RESULT = rf"(?<![\w.])(?:\d[\d.,]*|{SHARES}|{SIGNS}{{}})(?!\w)"
IN_PROSE, IN_SECTIONS = (re.compile(RESULT.format(more), re.I) for more in ("", f"|{COUNTS}"))
"""Small counts in words are searched for only in sections that tell results, not in all prose."""
CODE = re.compile(
    r"```[\s\S]*?```|`[^`]*`|!?\[[^\]]*\]\([^)]*\)|^\|.*$|^#+ .*$|[\w/]+\.(?:ya?ml|csv|py|md)", re.M
)
TOLD = {"scenarios": "Look for", "experiments": "Verdict"}
DESCRIPTIONS = ("simulator",)
SECTION = r"^(?P<lead>[# ]*){}   +(?P<told>.*?)(?=^[# ]{{0,2}}[A-Z]\w+  +\S|^(?!#)\w|^Run it|\"\"\"|\Z)"


def outside(paths: Iterable[Path], allowed: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Find what stands outside: file, the number and the words around it; and phrases that no text has."""
    for path in paths:
        texts = [prose(part) for part in told(path)]
        result = IN_SECTIONS if path.parts[0] in TOLD else IN_PROSE
        phrases = allowed.get(str(path), ())
        for phrase in phrases:
            if not any(phrase in text for text in texts):
                yield f"{path}: does not say '{phrase}', which is declared to be no result"
        for text in texts:
            left = without(text, phrases)
            for number in result.finditer(left):
                around = left[max(0, number.start() - 40) : number.end() + 40]
                yield f"{path}: '{number[0]}' stands in no block: … {around} …"


def without(text: str, phrases: Iterable[str]) -> str:
    """Return a text without some phrases."""
    for phrase in phrases:
        text = text.replace(phrase, "…")
    return text


def told(path: Path) -> list[str]:
    """Return the parts of a text in which results may be told, without its blocks."""
    texts = [BLOCK.sub("", part) for part in _telling(path)]
    word = TOLD.get(path.parts[0])
    if word is None:
        return texts
    head = [
        section["told"] for text in texts if (section := re.search(SECTION.format(word), text, re.M | re.S))
    ]
    return [re.sub(r"^#", "", one, flags=re.M) for one in head]


def _telling(path: Path) -> list[str]:
    """Return the parts of a text; of a description the sections with blocks, as others tell no results."""
    if path.parts[0] not in DESCRIPTIONS:
        return parts(path)
    sections = [one for part in parts(path) for one in re.split(r"^(?=#+ )", part, flags=re.M)]
    return [one for one in sections if BLOCK.search(one)]


def prose(text: str) -> str:
    """Return a text's words in one line, without code, links, tables and names of files."""
    return " ".join(CODE.sub(" ", text).split())
