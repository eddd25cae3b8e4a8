"""The house: short files and functions, one name for one thing, first lines that say what there is."""

import ast
import re
from collections import Counter, defaultdict
from functools import cache
from itertools import chain
from pathlib import Path

HOUSE = Path("simulator")
FILES = sorted(HOUSE.rglob("*.py"))

ONE_TERM = {
    "account": "a phase of the week, and the same in columns",
    "receive": "a phase of the week, and the same in columns",
    "replenish": "a phase of the week, and the same in columns",
    "ship": "a phase of the week, and the same in columns",
    "week": "the week, and the same in columns",
    "consumption": "a function of the week, and the same in columns",
    "production": "a function of the week, and the same in columns",
    "inventory": "a state of the market, and the same in columns",
    "payments": "a state of the market, and the same in columns",
    "allocation": "a mechanism, and the same for columns of members",
    "sales_capacity": "a mechanism, and what the market does by it",
    "short_supply": "a mechanism, and the state that it reads",
    "margin_squeeze": "a mechanism, and the issue of conflict that counts it",
    "buying_ahead": "a mechanism, and what customers do by it",
    "satisfaction": "a mechanism, the term of utility that weighs it, and the metric that adds it up",
    "brand_equity": "a mechanism, its state, the term of utility that weighs it, and the metric of it",
    "rating": "a mechanism, the term of utility that weighs it, and the metric of it",
    "price_floor": "a mechanism, and the intervention that sets it",
    "channel_fit": "a mechanism, and the term of utility that it gives",
    "price": "the phase of the week that sets prices, and the term of utility that weighs them",
    "sourcing": "what a rule sees and decides, and what the market remembers of it",
    "effort": "what a policy sees and decides, and the metric of it",
    "grievance": "a mechanism, and the metric of what it leads to",
    "constant": "what never changes: demand in a week, an outlet's effort",
    "buy_box": "what a rule sees and decides, and the function of the week that asks it",
    "lowest_price": "the rule that takes the cheapest: offer in a buy box, supplier of a buyer",
    "promotions": "what a scenario says of them, and their state in the market",
    "message": "what a message is, and the intervention that changes it",
    "channel": "the channel, and what can be switched off in it",
    "marketplace": "a distribution model, and the member that it brings",
    "off_values": "off-values of fields, and the switches that follow from them",
    "diff": "the difference of two scenarios, and of two ledgers",
    "pipeline": "what a ledger says of it, and its picture",
    "lost_demand": "a metric, and its part of the report",
    "cohorts": "what a ledger says of them, and their part of the report",
    "validate": "a study, and its verb",
    "advice": "what advice is, and how a terminal shows it",
    "advise": "a study, and its verb",
    "fit": "a study, its verb, and how a terminal shows it",
    "probe": "a study, its verb, and how a terminal shows it",
    "comparison": "what a comparison is, and how a terminal shows it",
    "payoffs": "what each party is left, its picture, and its part of the report",
    "decomposition": "how a picture and a terminal show what blocks make of a difference",
    "runs": "what runs are, and how a terminal shows them",
    "sweep": "a study, its verb, and how a terminal shows it",
    "registries": "the registries, and how a terminal shows them",
    "plugins": "modules with entries of one's own, and the option that names them",
    "render": "how a page is made, of the report and of the validation",
}
"""Stems that stand in several rooms, each for one term at several floors."""

MOST_LINES = 300
MOST_FUNCTION_LINES = 40
FEWEST_LINES, MOST_LONELY_FILES = 15, 0
LEANS = re.compile(r"\b(who|whom|whose|those|nobody|anybody|whoever|whatever)\b", re.IGNORECASE)
MOST_LEANING = 0.005
"""What share of first lines may lean on a pronoun; like the numbers of exceptions above, it only falls."""


@cache
def nodes(file: Path) -> list[ast.AST]:
    """Return all that a file says, from the top down."""
    return list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))


def lines(file: Path) -> int:
    """Return how many lines a file has."""
    return len(file.read_text(encoding="utf-8").splitlines())


def is_room(file: Path) -> bool:
    """Say whether a file only introduces its folder, or starts the command."""
    return file.stem.startswith("__")


def imports() -> Counter[str]:
    """Return how many files import each module."""
    importers: dict[str, set[Path]] = defaultdict(set)
    for file in FILES:
        for node in nodes(file):
            if isinstance(node, ast.ImportFrom) and node.module:
                for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                    importers[name].add(file)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    importers[alias.name].add(file)
    return Counter({name: len(files) for name, files in importers.items()})


def first_lines() -> list[str]:
    """Return the first line of every docstring, and of every text under a field or a constant."""
    said = chain.from_iterable(nodes(file) for file in FILES)
    values = [node.value for node in said if isinstance(node, ast.Expr)]
    texts = [value.value for value in values if isinstance(value, ast.Constant)]
    return [text.strip().splitlines()[0] for text in texts if isinstance(text, str)]


def test_one_stem_in_two_rooms_is_one_term() -> None:
    """The same term at another floor, and listed with the reason; never two things of one name."""
    rooms = Counter(file.stem for file in FILES if not is_room(file))

    assert {stem for stem, count in rooms.items() if count > 1} <= set(ONE_TERM)


def test_no_file_is_long() -> None:
    """Three hundred lines at most."""
    assert [file for file in FILES if lines(file) > MOST_LINES] == []


def test_no_file_is_there_for_one_other_alone() -> None:
    """What has a few lines and one importer belongs to its importer."""
    few = [file for file in FILES if not is_room(file) and lines(file) < FEWEST_LINES]
    count = imports()
    lonely = [file for file in few if count[".".join(file.with_suffix("").parts)] == 1]

    assert len(lonely) <= MOST_LONELY_FILES, lonely


def test_functions_are_short() -> None:
    """Forty lines at most, docstring and all."""
    functions = [
        (str(file), node.name, node.end_lineno - node.lineno + 1)
        for file in FILES
        for node in nodes(file)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]
    long = [one for one in functions if one[2] > MOST_FUNCTION_LINES]

    assert long == []


def test_first_lines_say_what_there_is() -> None:
    """A term, a verb, an object: few lean on who, whose, those, nobody, anybody, whatever and the like."""
    told = first_lines()
    leaning = [line for line in told if LEANS.search(line)]

    assert len(leaning) / len(told) <= MOST_LEANING
