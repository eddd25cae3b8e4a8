"""New worlds: what is written is right, has no default without a basis, and sells."""

from pathlib import Path
from typing import Any

import pytest

from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.ledger.metric import measure
from simulator.market.setup.build_channel import channel_drawn, channel_notes
from simulator.market.setup.notes.lumpiness import ENOUGH, purchases_per_cycle
from simulator.market.simulate import simulate
from simulator.scenario.load import load
from simulator.scenario.yaml.number_sources import Origin, sources
from simulator.studies.new_world.known_market import KnownMarket, KnownMarketError, known_market
from simulator.studies.new_world.world_files import world_files, write_world
from tests.fuzz.laws import broken_laws

WAYS = [name for name in DISTRIBUTION_MODELS.names() if name != "supply_line"]
JUG: dict[str, Any] = {"product": "jug", "price": 60.0, "cost": 22.0, "people": 5000, "units": 400}


def market(**changes: Any) -> KnownMarket:
    """Return what is known of jugs, changed."""
    return known_market({**JUG, **changes})


def written(folder: Path, known: KnownMarket) -> list[Path]:
    """Write a world into a folder; return its files, the world itself first."""
    texts = world_files(known, folder / "world.yaml")
    write_world(texts)
    return list(texts)


def notes(file: Path) -> list[str]:
    """Return what `check` notes of a file."""
    return [f"{file.stem} {'.'.join(map(str, keys))}: {text}" for keys, text in channel_notes(load(file))]


def is_right(folder: Path, price: float, cost: float, people: int, ways: list[str]) -> None:
    """Assert that all files of a world are scenarios of which `check` notes nothing.

    But where six are sold a year through dozens of shops, one in each is the stock of half a year.
    """
    known = market(price=price, cost=cost, people=people, units=people // 50, ways=ways)
    said = [note for file in written(folder, known) for note in notes(file)]
    assert [note for note in said if people > 300 or ".opening_stock: " not in note] == []


@pytest.mark.parametrize(
    ("price", "cost", "people", "ways"),
    [
        (12.0, 4.0, 300, WAYS[:2]),
        (60.0, 22.0, 2_000_000, WAYS[2:4]),
        (449.0, 170.0, 300, WAYS[4:7]),
        (12_000.0, 5000.0, 2_000_000, WAYS[7:]),
    ],
)
def test_check_notes_nothing(tmp_path: Path, price: float, cost: float, people: int, ways: list[str]) -> None:
    """At any price, with any number of people, by each distribution model that reaches customers."""
    is_right(tmp_path, price, cost, people, ways)


@pytest.mark.parametrize(("people", "ways"), [(300, WAYS[:4]), (5000, WAYS[4:7]), (2_000_000, WAYS[7:])])
def test_of_each_number_it_says_where_it_comes_from(tmp_path: Path, people: int, ways: list[str]) -> None:
    """What was said is as said, what fit sets is explained, and all else is a choice that says so."""
    told = market(people=people, units=people // 50, ways=ways, known=0.7, dealers=25, near=0.8, parcel=1.0)
    of = {one.key: one.origin for one in sources(written(tmp_path, told)[0])}
    said = {key for key, origin in of.items() if origin == Origin.STATED}

    assert {"customers", "products.jug.unit_cost", "products.jug.list_price", "response.always_aware"} <= said
    assert Origin.UNSAID not in of.values()
    assert {key.rpartition(".")[2] for key, origin in of.items() if origin == Origin.EXPLAINED} <= {
        *("appeal", "price_sensitivity", "people_per_customer", "needs"),
    }


@pytest.mark.nightly
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("people", [300, 2_000_000])
@pytest.mark.parametrize(("price", "cost"), [(12.0, 4.0), (60.0, 22.0), (449.0, 170.0), (12_000.0, 5000.0)])
def test_check_notes_nothing_of_each(
    tmp_path: Path, price: float, cost: float, people: int, way: str
) -> None:
    """The same for each price, number of people and way to market alone."""
    is_right(tmp_path, price, cost, people, [way])


def test_a_large_market_is_played_by_a_sample_in_which_no_outlet_is_lumpy(tmp_path: Path) -> None:
    """In each of its ways to market; and not by twice as many people a customer."""
    files = written(
        tmp_path, market(people=2_000_000, units=40_000, ways=["authorized_dealers", "open_resale"])
    )
    worlds = [load(file) for file in files]
    fewest = min(min(purchases_per_cycle(channel_drawn(world)).values()) for world in worlds)

    assert worlds[0].people_per_customer > 1
    assert ENOUGH <= fewest < 4 * ENOUGH


def test_amounts_are_in_proportion_to_the_price_in_whatever_currency(tmp_path: Path) -> None:
    """In cents each amount is a hundred times as large, and nothing else differs."""
    ways = ["authorized_dealers", "marketplace", "pop_up_stores"]
    (tmp_path / "cents").mkdir()
    euros = load(written(tmp_path, market(ways=ways))[0]).model_dump(mode="json")
    cents = load(written(tmp_path / "cents", market(ways=ways, price=6000.0, cost=2200.0, parcel=500.0))[0])
    apart = dict(_apart(euros, cents.model_dump(mode="json")))

    names = {key.rpartition(".")[2] for key in apart}
    always = {"unit_cost", "list_price", "advice_cost", "floor_penalty", "weekly_cost", "sending_cost"}
    always |= {"cost_per_contact", "weekly_budget", "money_step", "price_sensitivity"}
    assert always <= names <= always | {"sale_cost", "fulfilment_fee", "storage_fee"}
    for key, (one, other) in apart.items():
        times = 0.01 if key.endswith("sensitivity") else 100.0
        assert other == pytest.approx(times * one), key


@pytest.mark.parametrize("price", [12.0, 449.0, 12_000.0])
def test_an_hour_costs_the_same_whatever_is_sold_and_dear_goods_bear_more_of_them(
    tmp_path: Path, price: float
) -> None:
    """At 40 an hour, a sale takes two hours where goods cost 449, and the same share of any other price."""
    known = market(price=price, cost=price / 3, ways=["direct_assisted"])
    (team,) = (one.model_dump() for one in load(written(tmp_path, known)[0], set=["weeks=1"]).distribution)

    assert team["wage"] == 40.0
    assert team["hours_per_sale"] == pytest.approx(2 * price / 449, rel=0.05)
    assert (
        "wage"
        not in (tmp_path / "world.yaml").read_text(encoding="utf-8").split("× list price")[1].split("\n")[0]
    )


@pytest.mark.parametrize(
    ("price", "said", "sent"),
    [(4.9, {}, 0.735), (60.0, {}, 5.0), (12_000.0, {}, 5.0), (4.9, {"parcel": 2.0}, 2.0)],
)
def test_a_parcel_costs_the_same_whatever_is_in_it(
    tmp_path: Path, price: float, said: dict[str, Any], sent: float
) -> None:
    """Of cheap goods several go into one; what selling takes beside is a share of the price: 7 of 449."""
    known = market(price=price, cost=price / 3, ways=["direct_automated"], **said)
    (shop,) = (one.model_dump() for one in load(written(tmp_path, known)[0], set=["weeks=1"]).distribution)

    assert shop["sale_cost"] == pytest.approx(sent + 7 * price / 449, rel=0.005)
    assert f"sending {sent:g}, " in (tmp_path / "world.yaml").read_text(encoding="utf-8")


def test_several_ways_at_once_are_one_way_of_a_list(tmp_path: Path) -> None:
    """Each on the terms that it has alone, which stand once, and all of it is right."""
    known = market(ways=["authorized_dealers", "authorized_dealers+direct_automated", "direct_automated"])
    alone, both, shop = (load(file) for file in written(tmp_path, known))

    assert [type(one).__name__ for one in both.distribution] == ["AuthorizedDealers", "DirectAutomated"]
    assert list(both.distribution) == [*alone.distribution, *shop.distribution]
    assert both.name == "jug, authorized dealers and direct automated"
    assert (tmp_path / "world.yaml").read_text(encoding="utf-8").count("model: direct_automated") == 1
    assert measure(simulate(both.changed(weeks=8), 1), "units_sold", by="channel").gt(0).all()


def test_everyday_goods_are_needed_several_times_a_week(tmp_path: Path) -> None:
    """Soap: 12.5 bars a head and year from all makers are a third of 36 needs, which are counted."""
    soap = market(price=4.9, cost=1.6, people=60_000, units=90_000, share=0.12, dealers=25)
    (need,) = {
        need.per_year: need for one in load(written(tmp_path, soap)[0]).segments.values()
        for need in one.needs.values()
    }.values()  # fmt: skip

    assert need.per_year == pytest.approx(90_000 / 0.12 / 60_000 / 0.35, rel=0.01)
    assert need.counted
    assert need.lasts_weeks == 1


def test_an_outlet_that_is_alone_in_its_region_is_as_near_as_all_dealers(tmp_path: Path) -> None:
    """Else the way to market would lose by a reach that nobody said; every reach has its reason."""
    first = written(tmp_path, market(ways=["authorized_dealers", "exclusive"], near=0.7, dealers=5))[0]
    (alone,) = load(tmp_path / "world_exclusive.yaml").distribution
    (dealers,) = load(first).distribution

    assert alone.reach == 0.7  # type: ignore[attr-defined]
    assert 1 - (1 - dealers.reach) ** 5 == pytest.approx(0.7, abs=0.005)  # type: ignore[attr-defined]
    text = first.read_text(encoding="utf-8")
    assert "one outlet in each region has 70 % of the people at hand, as all dealers, choice" in text
    assert "as 5 dealers have 70 % of the people at hand together" in text


@pytest.mark.parametrize(
    ("said", "resellers", "reach", "told"),
    [
        ({}, 24, 0.6, "resellers 24: two for each dealer, choice"),
        ({"resellers": 9, "marketplace": 0.25}, 9, 0.25, "resellers 9: as said"),
    ],
)
def test_how_many_would_resell_it_and_shop_on_marketplaces_may_be_said(
    tmp_path: Path, said: dict[str, Any], resellers: int, reach: float, told: str
) -> None:
    """Else it is a choice, and is called so beside the number."""
    first = written(tmp_path, market(ways=["open_resale"], **said))[0]
    (resale,) = load(first).distribution

    assert (resale.resellers, resale.marketplace_reach) == (resellers, reach)  # type: ignore[attr-defined]
    assert told in first.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            {"people": 1000, "units": 60_000, "share": 0.5, "known": 0.95},
            "all makers sell 120,000 at a --share of 0.5",
        ),
        ({"people": 1000, "units": 5000, "known": 0.01}, "--people that know it (--known 0.01)"),
    ],
)
def test_a_market_that_cannot_be_is_told_by_what_makes_it_so(said: dict[str, Any], told: str) -> None:
    """What all makers sell, or that few know it and have it near."""
    with pytest.raises(KnownMarketError) as wrong:
        world_files(market(**said), Path("world.yaml"))
    assert told in str(wrong.value)
    assert "or a larger unit" in str(wrong.value)


def _apart(one: Any, other: Any, key: str = "") -> Any:
    """Yield numbers that differ, by their keys."""
    if isinstance(one, dict):
        for name in one:
            yield from _apart(one[name], other[name], f"{key}.{name}")
    elif isinstance(one, list):
        assert len(one) == len(other), key
        for at, pair in enumerate(zip(one, other, strict=True)):
            yield from _apart(*pair, f"{key}.{at}")
    elif one != other:
        yield key, (one, other)


def test_trade_gets_no_more_than_the_maker_has(tmp_path: Path) -> None:
    """Goods that cost 80 % of their price are sold at smaller discounts, so that no unit is a loss."""
    known = market(cost=48.0, ways=["authorized_dealers", "chain"])

    assert [note for file in written(tmp_path, known) for note in notes(file)] == []
    assert load(tmp_path / "world.yaml").distribution[0].model_dump()["margin"] < 0.2


def test_it_sells_before_it_is_fitted(tmp_path: Path) -> None:
    """People know the product and buy it, of both makers; goods and money balance."""
    scenario = load(written(tmp_path, market(people=1000, units=60))[0])
    year = simulate(scenario, seed=1)

    assert 20 < measure(year, "units_sold") < 180
    assert 0.05 < measure(year, "market_share") < 0.6
    assert broken_laws(year) == []


def test_a_way_that_reaches_no_customer_is_refused(tmp_path: Path) -> None:
    """A supply line ends in a demand process."""
    with pytest.raises(KnownMarketError, match="--ways: supply_line brings nothing to customers"):
        world_files(market(ways=["open_resale", "supply_line"]), tmp_path / "world.yaml")


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    """A second file that is there already keeps the first from being written."""
    texts = world_files(market(), tmp_path / "world.yaml")
    first, second = texts
    second.write_text("mine", encoding="utf-8")

    with pytest.raises(KnownMarketError, match="is there already, and is not written over"):
        write_world(texts)
    assert [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()] == ["mine"]
    assert not first.exists()


def test_three_fifths_shop_on_a_platform_however_many_sell_there(tmp_path: Path) -> None:
    """As it stands in the file; rivals are on none."""
    first = written(tmp_path, market(ways=["open_resale", "marketplace"]))[0]
    resale, platform = load(first, set=["weeks=4"]), load(tmp_path / "world_marketplace.yaml")
    (sold_by,), (stands,) = resale.distribution, platform.distribution

    assert sold_by.marketplace_reach == stands.reach == 0.6  # type: ignore[attr-defined]
    assert resale.competition[0].marketplace_sellers == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "ways", [["authorized_dealers", "open_resale"], ["marketplace"], ["direct_automated"]]
)
def test_shelves_that_are_filled_at_first_are_no_demand_for_years(tmp_path: Path, ways: list[str]) -> None:
    """Twenty of 12,000 a year, through many outlets: makers do not make more than a year's sales ahead."""
    known = market(price=12_000.0, cost=7000.0, people=300, units=20, share=0.15, ways=ways)
    for file in written(tmp_path, known):
        year = simulate(load(file), seed=2)
        made, sold = (year.table(kind)["units"].sum() for kind in ("production", "sale"))

        assert made < 1.5 * sold


@pytest.mark.parametrize("share", [0.1, 0.3, 0.8])
def test_as_many_order_online_as_would_rather(tmp_path: Path, share: float) -> None:
    """Where both are at hand for all, at one price, without doubts, of a product that everybody buys."""
    way = "authorized_dealers+direct_automated"
    known = market(people=30_000, units=3000, dealers=1, near=0.95, known=0.95, online=share, ways=[way])
    given = load(written(tmp_path, known)[0])
    raw = given.model_dump(mode="json")
    plain = given.changed(
        weeks=6,
        people_per_customer=1,
        products={
            name: {**product, "uncertainty": 0.0, "attributes": {}, "reputation": {}, "appeal": appeal}
            for appeal, (name, product) in zip((30.0, 0.0), raw["products"].items(), strict=True)
        },
        distribution=[{**model, "reach": 1.0, "opening_stock": 9000} for model in raw["distribution"]],
    )
    sold = measure(simulate(plain, 3), "units_sold", "format")
    online = sold["web_store"] / sold.sum()

    assert sold.sum() > 300
    assert online == pytest.approx(share, abs=3 * (share * (1 - share) / sold.sum()) ** 0.5)
