"""One new file: a distribution model, or a picture, is known everywhere, and nothing else is edited."""

import importlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator import compare, load
from simulator.domain.registries import DISTRIBUTION_MODELS

HOUSE = ("simulator", "scenarios", "tests", "pyproject.toml", "README.md")
MODEL = '''
"""Parties: hosts buy at a discount and sell at home, to whoever comes.

Every default below is a choice.
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.channel.channel import Contract, Member
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
        drawing = Drawing()
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
from simulator.views.pictures.paper import Picture, blank, drawn


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
customers: 6000
distribution: {model: open_resale, wholesalers: 2, suppliers: 2, sourcing: halves}
"""
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
    (place / "simulator/catalog/distribution_models/home_parties.py").write_text(
        MODEL.format(name="home_parties", kind="HomeParties")
    )
    (place / "simulator/views/pictures/units_told.py").write_text(PICTURE)
    (place / "simulator/catalog/sourcing/halves.py").write_text(RULE)
    (place / "scenarios/shared.yaml").write_text(SHARED)
    (place / "scenarios/parties.yaml").write_text(OVERLAY.format(world="espresso.yaml"))
    return place


def said(house: Path, *arguments: str) -> str:
    """Return what the command prints there."""
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_is_listed_with_its_line(house: Path) -> None:
    """In `list`, beside the others."""
    listed = said(house, "simulator", "list", "models")

    assert "home_parties" in listed
    assert "Sell through hosts who ask their friends home" in listed
    assert "open_resale" in listed


def test_it_is_in_the_schema_with_its_parameters(house: Path) -> None:
    """So that an editor completes it, with units and bounds."""
    schema = json.loads(said(house, "simulator", "schema"))
    ways = [way.get("properties", {}) for way in schema["$defs"]["DistributionChoice"]["oneOf"]]
    (ours,) = [fields for fields in ways if fields.get("model", {}).get("const") == "home_parties"]

    assert ours["hosts"]["maximum"] == 50
    assert ours["discount"]["description"].endswith("[share of the list price].")


def test_a_file_with_it_is_checked_to_the_column(house: Path) -> None:
    """What is right passes; a wrong parameter is told with its place."""
    assert said(house, "simulator", "check", "scenarios/parties.yaml")
    wrong = house / "scenarios/wrong_parties.yaml"
    wrong.write_text(OVERLAY.format(world="espresso.yaml").replace("hosts: 3", "hostz: 3"))
    command = [sys.executable, "-m", "simulator", "check", "scenarios/wrong_parties.yaml"]
    told = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)

    assert told.returncode == 2
    assert "wrong_parties.yaml:6:37: distribution.hostz:" in told.stderr
    assert "did you mean 'hosts'?" in told.stderr


def test_it_is_compared_with_another(house: Path) -> None:
    """It sells, and its numbers stand beside those of a way that is shipped."""
    settings = ["--set", "weeks=6", "--set", "customers=400", "--seeds", "3", "--format", "json"]
    files = ["scenarios/parties.yaml", "scenarios/espresso_resale_deal.yaml"]
    compared = said(house, "simulator", "compare", *files, *settings)

    assert "parties at home" in compared


def test_the_contracts_are_asked_of_it(house: Path) -> None:
    """The laws for everything registered found it by themselves, and it keeps them."""
    laws = ["pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "tests/contracts/test_registries.py"]
    passed = said(house, *laws, "-k", "home_parties")

    assert "2 passed" in passed


def test_a_picture_is_one_new_file(house: Path) -> None:
    """It stands in `simulator.pictures` beside the others, and draws."""
    drawn = subprocess.run(
        [sys.executable, "-c", DRAW], cwd=house, capture_output=True, text=True, check=False
    )

    assert drawn.stdout.split() == ["True", "1"], drawn.stderr


def test_a_sourcing_rule_is_listed_checked_and_asked_for_the_contracts(house: Path) -> None:
    """In `list` and the schema; a file may say it; the laws for everything registered find it."""
    assert "Order half from each of two suppliers" in said(house, "simulator", "list", "sourcing")
    assert '"halves"' in said(house, "simulator", "schema")
    assert said(house, "simulator", "check", "scenarios/shared.yaml")
    laws = ["pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "tests/contracts/test_registries.py"]
    assert "1 passed" in said(house, *laws, "-k", "halves")


def test_a_sourcing_rule_is_played(house: Path) -> None:
    """Both suppliers of a reseller get their part of every order."""
    told = (
        "from simulator import load, simulate; "
        "orders = simulate(load('scenarios/shared.yaml'), 3).table('order').astype(str); "
        "mine = orders[orders['buyer'].str.contains('northmill reseller')]; "
        "print(mine.groupby(['buyer', 'week'])['supplier'].nunique().max())"
    )
    done = subprocess.run([sys.executable, "-c", told], cwd=house, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "2"


@pytest.fixture
def own_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Import a module of a user's own that registers a model; forget it afterwards."""
    (tmp_path / "my_parties.py").write_text(MODEL.format(name="my_parties", kind="MyParties"))
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("my_parties")
    yield
    DISTRIBUTION_MODELS.forget("my_parties")
    del sys.modules["my_parties"]


@pytest.mark.usefixtures("own_module")
def test_a_module_of_ones_own_will_do_in_a_notebook() -> None:
    """No file of the house is touched; worker processes know it as well."""
    world = load("scenarios/espresso.yaml", set=["weeks=4", "customers=200"])
    ways = [world.using(name) for name in ("my_parties", "open_resale")]
    here, there = (compare(ways, seeds=2, jobs=jobs, metrics=["units_sold"]) for jobs in (1, 2))

    assert here.rows.equals(there.rows)
    assert (here.rows["value"] > 0).all()
