"""New: the verb that writes a world from what a firm knows, asking for what was left out."""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from simulator.base.input_error import InputError
from simulator.scenario.errors.quoting import UNPRINTABLE
from simulator.views.output.exit_codes import BadInputError, answering, put, say

if TYPE_CHECKING:
    from simulator.studies.new_world.known_market import KnownMarket

ENDINGS = (".yaml", ".yml")
NEEDED = ("product", "price", "cost", "people", "units")
"""What has no default on a command line: no number of them suits another market."""
PLAUSIBLE: Mapping[str, Any] = {"product": "product", "price": 100.0, "people": 10_000}
"""What is offered for it in an interview, as are parts of it for the rest."""
NO_KIND = "none"

File = Annotated[str, typer.Argument(help="The file to be written, such as my_world.yaml.", metavar="FILE")]
Product = Annotated[str | None, typer.Option(help="What the product is called.", metavar="NAME")]
Price = Annotated[float | None, typer.Option(help="Its list price (currency).", metavar="AMOUNT")]
Cost = Annotated[float | None, typer.Option(help="What making one costs (currency).", metavar="AMOUNT")]
People = Annotated[
    int | None,
    typer.Option(help="How many people, homes or firms may need it.", metavar="NUMBER"),
]
Units = Annotated[
    float | None,
    typer.Option(help="How many are sold in a year, by the first way to market.", metavar="NUMBER"),
]
SoldShare = Annotated[
    float | None,
    typer.Option("--share", help="Its share of all that is sold of its kind [0 to 1]: 0.2.", metavar="SHARE"),
]
Elasticity = Annotated[
    float | None,
    typer.Option(
        help="Per cent by which sales change if its price rises by one: -2.6, a published mean.",
        metavar="NUMBER",
    ),
]
Known = Annotated[
    float | None,
    typer.Option(help="Share of the people that know it [0 to 1]: 0.5.", metavar="SHARE"),
]
Dealers = Annotated[
    int | None, typer.Option(help="How many dealers there are, or would be: 12.", metavar="NUMBER")
]
Near = Annotated[
    float | None,
    typer.Option(help="Share of the people that have one of them at hand [0 to 1]: 0.6.", metavar="SHARE"),
]
Resellers = Annotated[
    int | None,
    typer.Option(
        help="How many shops would resell it where anybody may: two for each dealer.", metavar="NUMBER"
    ),
]
Marketplace = Annotated[
    float | None,
    typer.Option(
        help="Share of the people that shop on marketplaces, if it is sold there [0 to 1]: 0.6.",
        metavar="SHARE",
    ),
]
Online = Annotated[
    float | None,
    typer.Option(
        help="Share of the people that would rather order it online than go to a shop, at the same price "
        "[0 to 1]: 0.3.",
        metavar="SHARE",
    ),
]
Advertising = Annotated[
    float | None,
    typer.Option(help="What is spent on it in a year (currency): 3 % of sales.", metavar="AMOUNT"),
]
Currency = Annotated[str | None, typer.Option(help="Currency of all amounts: EUR.", metavar="NAME")]
Wage = Annotated[
    float | None,
    typer.Option(help="What an hour of a salesperson costs (currency): 40.", metavar="AMOUNT"),
]
Parcel = Annotated[
    float | None,
    typer.Option(
        help="What packing and sending a unit to a customer costs, of several in a parcel its part "
        "(currency): 5, of cheap goods 15 % of the price.",
        metavar="AMOUNT",
    ),
]
Kind = Annotated[
    str | None,
    typer.Option(
        help="What buyers ask of outlets: commodity (near, at once), niche (advice), innovative (to hold "
        "it); left out, nothing. A strong choice: ways to market that lack it sell next to nothing.",
        metavar="KIND",
    ),
]
Ways = Annotated[
    list[str] | None,
    typer.Option(
        help="Ways to market, today's first, with commas or repeated, several at once with a plus: "
        "authorized_dealers,open_resale,authorized_dealers+direct_automated. "
        "See: simulator list distribution_models",
        metavar="WAYS",
    ),
]


@answering
def new_world(
    file: File,
    product: Product = None,
    price: Price = None,
    cost: Cost = None,
    people: People = None,
    units: Units = None,
    share: SoldShare = None,
    elasticity: Elasticity = None,
    known: Known = None,
    dealers: Dealers = None,
    near: Near = None,
    resellers: Resellers = None,
    marketplace: Marketplace = None,
    online: Online = None,
    advertising: Advertising = None,
    currency: Currency = None,
    wage: Wage = None,
    parcel: Parcel = None,
    kind: Kind = None,
    ways: Ways = None,
) -> None:
    """Write a world of your own from what you know of your market; left out, it asks.

    FILE is the world by the first of the ways to market; each other way is a file of three lines beside it
    that extends it. Nothing is written over. Then `simulator fit FILE --write` matches it to units, share and
    elasticity, and `simulator compare` plays the ways on the same people.
    """
    said = {name: value for name, value in locals().items() if name != "file" and value is not None}
    place = _place(file)
    if ways:
        said["ways"] = [way.strip() for given in ways for way in given.split(",") if way.strip()]
    missing = [name for name in NEEDED if name not in said]
    if missing and not _is_terminal():
        raise BadInputError(
            f"new: what is not asked for without a terminal has to be given: "
            f"{', '.join(f'--{name}' for name in missing)}; see: simulator new --help"
        )
    _write(place, _market(_interview(said) if missing else said))


def _place(file: str) -> Path:
    """Return where the world is to stand; BadInputError before anything is asked where it cannot."""
    path = Path(file)
    try:
        if UNPRINTABLE.search(file):
            raise BadInputError(f"{file}: is no name of a file: it holds control characters")
        if path.suffix.lower() not in ENDINGS:
            raise BadInputError(f"{file}: the name of a scenario file ends with .yaml")
        if path.exists() or path.is_symlink():
            raise BadInputError(f"{file}: is there already, and is not written over; name another file")
        if not path.parent.is_dir():
            raise BadInputError(f"{file}: there is no folder {path.parent}; make it first")
    except (OSError, ValueError) as wrong:
        if isinstance(wrong, BadInputError):
            raise
        raise BadInputError(f"{file}: {getattr(wrong, 'strerror', None) or wrong}") from None
    return path


def _market(said: Mapping[str, Any]) -> "KnownMarket":
    from simulator.studies.new_world.known_market import known_market  # noqa: PLC0415 - slow to import

    return known_market(dict(said))


def _write(place: Path, market: "KnownMarket") -> None:
    from simulator.studies.new_world.size_reasons import open_choices  # noqa: PLC0415
    from simulator.studies.new_world.world_files import world_files, write_world  # noqa: PLC0415

    texts = world_files(market, place)
    write_world(texts)
    for path in texts:
        put(f"written: {path}")
    hanging = open_choices(market)
    if hanging:
        say(f"choices on which the answer hangs, say yours: {', '.join(hanging)}")
    files = " ".join(str(path) for path in texts)
    say(f"next: simulator fit {place} --write   (matches it to units, share and elasticity; some minutes)")
    say(f"then: simulator compare {files}" if texts.keys() - {place} else f"then: simulator run {place}")


class Question(NamedTuple):
    """What is asked of one option."""

    option: str
    text: str
    default: Callable[[Mapping[str, Any]], Any]
    """What is offered, by what was answered so far."""


QUESTIONS = (
    Question("product", "What is the product called?", lambda _: PLAUSIBLE["product"]),
    Question("currency", "In which currency are prices? [name]", lambda _: "EUR"),
    Question("price", "Its list price? [{currency}]", lambda _: PLAUSIBLE["price"]),
    Question(
        "cost", "What does making one cost? [{currency}]", lambda said: float(f"{0.4 * said['price']:.3g}")
    ),
    Question(
        "people", "How many people, homes or firms may need it? [number]", lambda _: PLAUSIBLE["people"]
    ),
    Question("units", "How many are sold a year? [units]", lambda said: max(1.0, said["people"] // 50)),
    Question("share", "Its share of all sold of its kind? [0 to 1]", lambda _: 0.2),
    Question(
        "elasticity",
        "By how many per cent do sales change if its price rises by one? [number]",
        lambda _: -2.6,
    ),
    Question("known", "Which share of the people knows it? [0 to 1]", lambda _: 0.5),
    Question("dealers", "How many dealers are there, or would be? [number]", lambda _: 12),
    Question("near", "Which share of the people has one of them at hand? [0 to 1]", lambda _: 0.6),
    Question(
        "online", "Which share would rather order it online, at the same price? [0 to 1]", lambda _: 0.3
    ),
    Question("wage", "What does an hour of a salesperson cost? [{currency}]", lambda _: 40.0),
    Question(
        "parcel",
        "What does sending a unit to a customer cost, of several in a parcel its part? [{currency}]",
        lambda said: float(f"{min(5.0, 0.15 * said['price']):.3g}"),
    ),
    Question("kind", "Do buyers ask for commodity, niche, innovative or none? [word]", lambda _: NO_KIND),
    Question(
        "ways",
        "Ways to market, today's first, with commas between? [names]",
        lambda _: "authorized_dealers,open_resale",
    ),
)
TYPES: Mapping[str, type] = {"people": int, "dealers": int} | dict.fromkeys(
    ("price", "cost", "units", "share", "elasticity", "known", "near", "online", "wage", "parcel"), float
)


def _interview(said: Mapping[str, Any]) -> dict[str, Any]:
    """Ask for what was not said; an answer that cannot be is asked for once more, with the reason."""
    answers = dict(said)
    for question in QUESTIONS:
        if question.option not in answers:
            text = question.text.format(currency=answers.get("currency", ""))
            typer.prompt(
                text,
                default=str(question.default(answers)),
                value_proc=partial(_answer, answers, question.option),
                err=True,
            )
    return answers


def _answer(answers: dict[str, Any], option: str, written: str) -> str:
    """Take an answer, if it can be with what was said before it."""
    value: Any = written.strip()
    if option == "ways":
        value = [way.strip() for way in value.split(",") if way.strip()]
    elif option in TYPES:
        try:
            value = TYPES[option](value)
        except ValueError:
            kind = "whole number" if TYPES[option] is int else "number"
            raise typer.BadParameter(f"should be a {kind}, is '{written}'") from None
    known = {**answers, option: None if value == NO_KIND and option == "kind" else value}
    try:
        _market(_filled(known))
    except InputError as wrong:
        raise typer.BadParameter(str(wrong)) from None
    answers.update(known)
    return written


def _filled(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers with what is offered for the questions that are yet to come."""
    whole = dict(known)
    for question in QUESTIONS:
        if question.option not in whole and question.option not in ("kind", "ways"):
            whole[question.option] = question.default(whole)
    return whole


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()
