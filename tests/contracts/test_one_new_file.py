"""One new file: a distribution model, or a picture, is known everywhere, and nothing else is edited."""

import importlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import cache_from_source
from pathlib import Path
from typing import NamedTuple

import pytest

from simulator import compare, load
from simulator.domain.registries import DISTRIBUTION_MODELS

FOUR_FILE = "scenarios/four.yaml"
HOUSE = ("simulator", "scenarios", "tests", "pyproject.toml", "README.md")
MODEL = '''
"""Parties: hosts buy at a discount and sell at home, to whoever comes.

Every default below is a choice.
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.decisions.policies import ordering_rule, pricing_rule
from simulator.domain.channel.distribution_model import DistributionModel, Drawing, Setting
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Share


@DISTRIBUTION_MODELS.register("{name}")
class {kind}(DistributionModel):
    """Sell through hosts who ask their friends home."""

    hosts: Annotated[int, Field(ge=1, le=50)] = 2
    """How many there are in each region [hosts per region]."""
    discount: Share = 0.3
    """What a host pays less than the list price [share of the list price]."""

    def draw(self, setting: Setting) -> Drawing:
        """Draw the hosts of each region."""
        drawing = setting.drawing()
        for region in setting.regions:
            for number in range(1, self.hosts + 1):
                name = self.named(setting, "host", region, number)
                host = Member(
                    name=name,
                    role="retailer",
                    format="host",
                    region=region,
                    reach=0.3,
                    opening_stock=20,
                    pricing=pricing_rule("list_price"),
                    ordering=ordering_rule("order_up_to"),
                )
                prices = {{p: noun.list_price * (1 - self.discount) for p, noun in setting.products.items()}}
                drawing.add(host, Contract(supplier=setting.maker, buyer=name, prices=prices))
        return drawing
'''
PICTURE = '''
"""Units told: a picture of one number."""

from simulator.domain.registries import PICTURES
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.views.pictures.style import Picture, blank, drawn


@PICTURES.register("units_told")
@drawn
def units_told(ledger: Ledger) -> Picture:
    """Draw the units sold."""
    picture, (axes,) = blank()
    axes.bar(["all"], [measure(ledger, "units_sold")])
    return picture
'''
DRAW = """
from simulator import load, pictures, simulate
world = load("scenarios/parties.yaml")
print("units_told" in dir(pictures), len(pictures.units_told(simulate(world, seed=7)).axes))
"""
RULE = '''
"""Halves: every order is shared by the two suppliers whose contracts were drawn first (dual sourcing)."""

from collections.abc import Sequence

from simulator.domain.decisions.sourcing import SourcingPolicy, SupplyOffer
from simulator.domain.registries import SOURCING


@SOURCING.register("halves")
class Halves(SourcingPolicy):
    """Order half from each of two suppliers."""

    def rank(self, offers: Sequence[SupplyOffer]) -> list[int]:
        """Return the places as they are."""
        return list(range(len(offers)))

    def split(self, units: int, offers: Sequence[SupplyOffer]) -> list[int]:
        """Return both halves; the first supplier has the odd step."""
        return [units - units // 2, units // 2, *(0 for _ in offers[2:])]
'''
SHARED = """
extends: espresso.yaml
name: two wholesalers each
weeks: 6
customers: 1500
distribution: {model: open_resale, wholesalers: 2, suppliers: 2, sourcing: halves}
"""
TERMS = {
    "parking": (
        "a table of outlets and segments",
        '''
"""Parking: utility of parking in front of a shop. Source: a test."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("parking")
class Parking(UtilityTerm):
    """Like to park in front of the shop."""

    per: ClassVar = "cell"
    symbol: ClassVar = "{parking} · parking at the outlet"

    parking: Annotated[float, Field(ge=0, le=9), Off("parking", 0.0, "Parking is no matter.")] = 0.0
    """Utility of parking in front of the shop [utils]."""

    @classmethod
    def of_outlet(cls, outlet: Any) -> dict[str, Any]:
        """Return whether one goes there."""
        return {"parks": 1.0 - outlet.remote}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return it where one goes there."""
        del visit
        return shopper.parking * offer.parks
''',
    ),
    "thrift": (
        "a taste drawn for each customer",
        '''
"""Thrift: customers differ in how they like cheap products. Source: a test."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("thrift")
class Thrift(UtilityTerm):
    """Like or dislike dear products, each in one's own way."""

    reason: ClassVar = "taste"
    symbol: ClassVar = "own taste (σ {thrift}) · cost of the product"

    thrift: Annotated[float, Field(ge=0, le=9), Off("thrift", 0.0, "All are thrifty alike.")] = 0.0
    """Spread of the taste [utils]."""

    @classmethod
    def spreads(cls, segment: Any) -> dict[str, float]:
        """Return the spread."""
        return {"thrift": segment.thrift}

    @classmethod
    def of_product(cls, product: Any) -> dict[str, Any]:
        """Return how dear it is to make."""
        return {"dearness": product.unit_cost / 100.0}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return the taste times how dear it is."""
        del visit
        return shopper.tastes["thrift"] * offer.dearness
''',
    ),
    "satiation": (
        "a memory of the customer",
        '''
"""Satiation: each purchase of a product makes the next one less attractive. Source: a test."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("satiation")
class Satiation(UtilityTerm):
    """Tire of buying."""

    reason: ClassVar = "trust"
    remembers: ClassVar = {"bought": 0}
    symbol: ClassVar = "− {satiation} · purchases so far"

    satiation: Annotated[float, Field(ge=0, le=9), Off("satiation", 0.0, "Nothing tires.")] = 0.0
    """Utility that each purchase so far takes away [utils]."""

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return minus it times the purchases."""
        del offer, visit
        return -(shopper.satiation * shopper.bought)

    @classmethod
    def after_purchase(cls, shopper: Any, offer: Any) -> dict[str, Any]:
        """Return one purchase more."""
        del offer
        return {"bought": shopper.bought + 1}
''',
    ),
    "bargain": (
        "the whole set of offers",
        '''
"""Bargain: an offer below the mean price of all that are seen is liked. Source: a test."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("bargain")
class Bargain(UtilityTerm):
    """Like what is cheaper than the rest."""

    reason: ClassVar = "price"
    symbol: ClassVar = "{bargain} · (mean price seen − price)"

    bargain: Annotated[float, Field(ge=0, le=9), Off("bargain", 0.0, "No price is compared.")] = 0.0
    """Utility of each unit of currency below the mean price [utils per currency]."""

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return it times what is saved against the mean."""
        return shopper.bargain * (visit.mean("price") - offer.price)
''',
    ),
}
FOUR = """
extends: espresso_resale_deal.yaml
name: four terms more
weeks: 6
customers: 700
segments:
  families: {parking: 0.7, thrift: 0.9, satiation: 6, bargain: 0.01}
  enthusiasts: {thrift: 0.5, bargain: 0.02}
"""
ASKED = """
from simulator import load, simulate
from simulator.ledger.diff import difference
given = load("scenarios/four.yaml")
columns = simulate(given, 3)
asked = simulate(given.changed(crowd="one_by_one"), 3)
print(difference(asked, columns) == "", columns.table("sale", steps=True)["units"].sum() > 20)
for name in NAMES:
    off = simulate(given.changed(switched_off=[name]), 3)
    zero = {n: s.model_copy(update={name: 0.0}) for n, s in given.segments.items()}
    plain = simulate(given.model_copy(update={"segments": zero}), 3)
    print(name, difference(off, columns) != "", off.content_hash() == plain.content_hash())
"""
SHARES = """
from simulator import load, simulate
orders = simulate(load("scenarios/shared.yaml"), 3).table("order").astype(str)
mine = orders[orders["buyer"].str.contains("northmill reseller")]
print(mine.groupby(["buyer", "week"])["supplier"].nunique().max())
"""
ASKING = """
import contextlib, io, json, sys, traceback
from typer.testing import CliRunner
from simulator.views.cli.app import app

def command(words):
    done = CliRunner().invoke(app, words)
    return done.exit_code, done.stdout, done.stderr

def python(text):
    told = io.StringIO()
    try:
        with contextlib.redirect_stdout(told):
            exec(text, {})
    except Exception:
        return 1, told.getvalue(), traceback.format_exc()
    return 0, told.getvalue(), ""

asked = json.loads(sys.argv[1])
json.dump({n: python(a) if isinstance(a, str) else command(a) for n, a in asked.items()}, sys.stdout)
"""
PLACE = '''
"""Cinema: people who attend to it, and those in one region twice. Source: a test."""

import numpy as np

from simulator.base.arrays import Floats
from simulator.domain.communication.medium import Audience, Medium
from simulator.domain.registries import MEDIA
from simulator.domain.units import Name


@MEDIA.register("cinema")
class Cinema(Medium):
    """Reach people that attend, and twice those of one region."""

    twice_in: Name
    """Where people go twice [region]."""

    def weights(self, audience: Audience) -> Floats:
        """Return people times attention times how often they go."""
        often = np.array([2.0 if region == self.twice_in else 1.0 for region in audience.region])
        return audience.people * audience.attention * often
'''
SHOWN = """
extends: espresso.yaml
name: films
weeks: 4
customers: 900
media: {movies: {kind: cinema, cost_per_contact: 0.1, credibility: 0.5, twice_in: middle}}
segments: {families: {media: {movies: 1.0}}}
campaigns: [{medium: movies, message: craft, product: machine, weeks: [1, 4], weekly_budget: 60}]
"""
SEEN = """
from simulator import load, simulate
told = simulate(load("scenarios/shown.yaml"), 3)
seen = told.table("touchpoint", steps=True).astype({"cell": str}).groupby("cell")["contacts"].sum()
size = {cell.name: cell.customers * (2 if cell.region == "middle" else 1) for cell in told.header.cells
        if cell.segment == "families"}
print(seen.to_dict() == {name: 4 * round(600 * much / sum(size.values())) for name, much in size.items()})
paid = told.table("payment", steps=True)
print(paid[paid["reason"] == "campaign"]["amount"].sum())
"""
SAYING = '''
"""Plain: the price, and nothing else."""

from simulator.domain.communication.message import Message
from simulator.domain.registries import MESSAGES

PLAIN = MESSAGES.register("plain_price")(Message(says={"price": 1.0}))
'''
ROUND = '''
"""Round price: the list price, rounded down to whole tens. Source: a test."""

from simulator.domain.decisions.policies import PricingPolicy
from simulator.domain.decisions.policy_views import PricingView
from simulator.domain.registries import PRICING


@PRICING.register("round_price")
class RoundPrice(PricingPolicy):
    """Ask the list price in whole tens."""

    def price(self, view: PricingView) -> float:
        """Return the price."""
        return max(1.0, view.list_price // 10 * 10)
'''
COUNT = '''
"""Sales written: how many entries of sales there are."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric


@METRICS.register("sales_written")
@metric(by=())
def sales_written(ledger: Ledger, by: str | None = None) -> MetricValue:
    """Count the entries of sales.

    Unit: entries
    Source: a test
    """
    del by
    return float(ledger.count("sale"))
'''
OVERLAY = """
extends: {world}
name: parties at home
weeks: 6
customers: 400
distribution: {{model: home_parties, hosts: 3}}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the house with one more distribution model and one more picture, a file each."""
    place = tmp_path_factory.mktemp("house")
    for part in map(Path, HOUSE):
        shutil.copytree(part, place / part) if part.is_dir() else shutil.copy2(part, place / part)
    compiled = Path(cache_from_source(str(Path("simulator/__init__.py").resolve()))).parent
    if compiled.is_dir() and sys.pycache_prefix:  # it is not compiled anew
        there = Path(cache_from_source(str((place / "simulator/__init__.py").resolve()))).parent
        shutil.copytree(compiled, there, dirs_exist_ok=True)
    (place / "simulator/catalog/distribution_models/home_parties.py").write_text(
        MODEL.format(name="home_parties", kind="HomeParties")
    )
    (place / "simulator/views/pictures/units_told.py").write_text(PICTURE)
    (place / "simulator/catalog/sourcing/halves.py").write_text(RULE)
    (place / "scenarios/shared.yaml").write_text(SHARED)
    for name, (_, text) in TERMS.items():
        (place / f"simulator/catalog/utility/{name}.py").write_text(text)
    (place / "scenarios/four.yaml").write_text(FOUR)
    (place / "simulator/catalog/messages/plain_price.py").write_text(SAYING)
    (place / "simulator/catalog/media/cinema.py").write_text(PLACE)
    (place / "scenarios/shown.yaml").write_text(SHOWN)
    (place / "simulator/catalog/pricing/round_price.py").write_text(ROUND)
    (place / "simulator/metrics/goods/sales_written.py").write_text(COUNT)
    (place / "scenarios/parties.yaml").write_text(OVERLAY.format(world="espresso.yaml"))
    return place


def said(house: Path, *arguments: str) -> str:
    """Return what the command prints there."""
    how = "-c" if arguments[0] == ASKING else "-m"
    command = [sys.executable, how, *arguments]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Answer(NamedTuple):
    """What became of a command, or of some lines of Python."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def answers(house: Path) -> dict[str, Answer]:
    """Return what is answered there to commands and to Python, all asked in one process."""
    (house / "scenarios/wrong_parties.yaml").write_text(
        OVERLAY.format(world="espresso.yaml").replace("hosts: 3", "hostz: 3")
    )
    short = ["--set", "weeks=4", "--set", "customers=300"]
    plain = ["--set", "messages.default=plain_price", "--set", "distribution.seller_pricing=round_price"]
    resale = "scenarios/espresso_resale_deal.yaml"
    measured = ["--metrics", "sales_written", "--seeds", "1", "--format", "csv"]
    compared = ["scenarios/parties.yaml", resale, "--seeds", "1", "--format", "json"]
    asked = {
        "models": ["list", "models"],
        "messages": ["list", "messages"],
        "check": ["check", "scenarios/parties.yaml"],
        "check wrong": ["check", "scenarios/wrong_parties.yaml"],
        "compare": ["compare", *compared, *short],
        "run": ["run", resale, *short, *plain, *measured],
        "draw": DRAW,
        "shares": SHARES,
        "media": ["list", "media"],
        "seen": SEEN,
        "films": ["describe", "scenarios/shown.yaml"],
        "terms": f"NAMES = {list(TERMS)}{ASKED}",
    }
    return {name: Answer(*told) for name, told in json.loads(said(house, ASKING, json.dumps(asked))).items()}


def test_it_is_listed_with_its_line(answers: dict[str, Answer]) -> None:
    """In `list`, beside the others."""
    listed = answers["models"].out

    assert "home_parties" in listed
    assert "Sell through hosts who ask their friends home" in listed
    assert "open_resale" in listed


@pytest.mark.nightly
def test_it_is_in_the_schema_with_its_parameters(house: Path) -> None:
    """So that an editor completes it, with units and bounds."""
    schema = json.loads(said(house, "simulator", "schema"))
    ways = [way.get("properties", {}) for way in schema["$defs"]["DistributionChoice"]["oneOf"]]
    (ours,) = [fields for fields in ways if fields.get("model", {}).get("const") == "home_parties"]

    assert ours["hosts"]["maximum"] == 50
    assert ours["discount"]["description"].endswith("[share of the list price].")


def test_a_file_with_it_is_checked_to_the_column(answers: dict[str, Answer]) -> None:
    """What is right passes; a wrong parameter is told with its place."""
    right, wrong = answers["check"], answers["check wrong"]

    assert right.code == 0
    assert right.out
    assert wrong.code == 2
    assert "wrong_parties.yaml:6:37: distribution.hostz:" in wrong.err
    assert "did you mean 'hosts'?" in wrong.err


def test_it_is_compared_with_another(answers: dict[str, Answer]) -> None:
    """It sells, and its numbers stand beside those of a way that is shipped."""
    compared = answers["compare"]
    rows = json.loads(compared.out)["table"]
    wanted = ("units_sold", "", "parties at home")
    (ours,) = [r for r in rows if (r["metric"], r["by"], r["scenario"]) == wanted]

    assert compared.code == 0, compared.err
    assert ours["mean"] > 0


@pytest.mark.nightly
def test_the_contracts_are_asked_of_it(house: Path) -> None:
    """The laws for everything registered found it by themselves, and it keeps them."""
    laws = ["pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "tests/contracts/test_registries.py"]
    for name in ("home_parties", "halves", "cinema"):
        told = said(house, *laws, "-k", name)
        assert " passed" in told
        assert "failed" not in told


def test_a_picture_is_one_new_file(answers: dict[str, Answer]) -> None:
    """It stands in `simulator.pictures` beside the others, and draws."""
    assert answers["draw"].out.split() == ["True", "1"], answers["draw"].err


@pytest.mark.nightly
def test_a_sourcing_rule_is_listed_and_checked(house: Path) -> None:
    """In `list` and the schema; a file may say it."""
    assert "Order half from each of two suppliers" in said(house, "simulator", "list", "sourcing")
    assert '"halves"' in said(house, "simulator", "schema")
    assert '"cinema"' in said(house, "simulator", "schema")
    assert said(house, "simulator", "check", "scenarios/shared.yaml")


def test_a_sourcing_rule_is_played(answers: dict[str, Answer]) -> None:
    """Both suppliers of a reseller get their part of every order."""
    assert answers["shares"].out.strip() == "2", answers["shares"].err


@pytest.mark.nightly
def test_a_term_of_utility_is_listed_described_and_in_the_schema(house: Path) -> None:
    """Each of four kinds: in `list`, in V as `describe` prints it, and with its bounds in the schema."""
    listed, described = (
        said(house, "simulator", "list", "utility"),
        said(house, "simulator", "describe", FOUR_FILE),
    )
    schema = json.loads(said(house, "simulator", "schema"))
    segment = schema["$defs"]["ComposedSegment"]["properties"]

    for name in TERMS:
        assert name in listed
        assert segment[name]["maximum"] == 9
    assert "0.7 · parking at the outlet" in described
    assert "− 6 · purchases so far" in described
    assert "0.02 · (mean price seen − price)" in described


def test_terms_of_utility_are_played_alike_in_both_ways_and_switched_off(answers: dict[str, Answer]) -> None:
    """A table, a taste, a memory and one of the whole set: ledgers are equal; off is the same as zero."""
    played = answers["terms"]

    assert played.out.split("\n")[0] == "True True", played.err
    assert played.out.split("\n")[1:-1] == [f"{name} True True" for name in TERMS]


def test_a_message_a_pricing_rule_and_a_metric_are_one_new_file_each(answers: dict[str, Answer]) -> None:
    """Listed, checked, and played and measured at once."""
    measured = answers["run"]

    assert "plain_price" in answers["messages"].out
    assert measured.code == 0, measured.err
    assert "sales_written" in measured.out


def test_a_kind_of_medium_is_one_new_file(answers: dict[str, Answer]) -> None:
    """Listed, described, and paid and seen as it says."""
    listed, seen = answers["media"].out, answers["seen"]

    assert "cinema" in listed
    assert "twice those of one region" in " ".join(listed.split())
    assert "outdoor" in listed
    assert seen.out.split() == ["True", "24000"], seen.err
    assert "cinema (cost per contact 0.1, credibility 0.5, twice in middle)" in answers["films"].out


@pytest.fixture
def own_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Import a module of a user's own that registers a model; forget it afterwards."""
    (tmp_path / "my_parties.py").write_text(MODEL.format(name="my_parties", kind="MyParties"))
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("my_parties")
    yield
    DISTRIBUTION_MODELS.forget("my_parties")
    del sys.modules["my_parties"]


@pytest.mark.nightly
@pytest.mark.usefixtures("own_module")
def test_a_module_of_ones_own_will_do_in_a_notebook() -> None:
    """No file of the house is touched; worker processes know it as well."""
    world = load("scenarios/espresso.yaml", set=["weeks=4", "customers=600"])
    ways = [world.using(name) for name in ("my_parties", "open_resale")]
    here, there = (compare(ways, seeds=2, jobs=jobs, metrics=["units_sold"]) for jobs in (1, 2))

    assert here.rows.equals(there.rows)
    assert (here.rows["value"] > 0).all()
