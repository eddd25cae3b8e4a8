"""Opening goods checks: what cannot be owed or on its way when a run opens is refused where it stands."""

from pathlib import Path
from shutil import copy

import pytest

from simulator import InputError, load
from simulator.market.setup.build_channel import channel_faults
from simulator.scenario.describe.describe import describe
from simulator.scenario.json_schema import full_schema
from simulator.scenario.save import to_yaml

LINE = """\
schema_version: 1
name: line
weeks: 4
customers: 0
units: {quantity_step: STEP}
manufacturers: {acme: {production_weeks: 2, opening_pipeline: [4, 4]}}
products:
  beer: {maker: acme, category: drink, unit_cost: 1, list_price: 10, attributes: {}}
  code: {maker: acme, category: drink, unit_cost: 1, list_price: 10, attributes: {}, digital: true}
distribution:
  model: supply_line
  opening_backlog: 6
  tiers:
    - {name: hub, lead_time_weeks: 2, order_weeks: 1, opening_orders: [4], opening_pipeline: [4, 4]}
    - {name: shop, lead_time_weeks: 1, opening_backlog: 2, opening_pipeline: [4]}
  demand: {process: constant, mean: 4}
"""
IN_THREES = "{policy: reorder_point_lot_size, reorder_at: 8, lot: 3}"


def written(tmp_path: Path, before: str = "", after: str = "", more: str = "", step: str = "1.0") -> Path:
    """Write the line with one place changed, and with more at its end."""
    assert before in LINE
    path = tmp_path / "line.yaml"
    path.write_text(LINE.replace(before, after).replace("STEP", step) + more, encoding="utf-8")
    return path


def refused(path: Path) -> str:
    """Return the complaint about a file, without its folder."""
    with pytest.raises(InputError) as refusal:
        load(path, also=channel_faults)
    return str(refusal.value).replace(f"{path.parent}/", "")


def test_what_can_be_is_fine(tmp_path: Path) -> None:
    """Every route opens in the middle."""
    assert load(written(tmp_path), also=channel_faults).weeks == 4


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("opening_pipeline: [4]", "opening_pipeline: [4, 1]",
         "15:78: distribution.tiers.1.opening_pipeline: states what comes in week 2, and goods from"),
        ("opening_orders: [4]", "opening_orders: [0, 4]",
         "14:71: distribution.tiers.0.opening_orders: states what comes in week 2, and orders from"),
        ("opening_pipeline: [4, 4]}}", "opening_pipeline: [4, 4, 1]}}",
         "6:63: manufacturers.acme.opening_pipeline: states what comes in week 3, and making takes 2"),
        ("opening_backlog: 6", "opening_backlog: 6\n  waits: false",
         "line.yaml:12:20: distribution.opening_backlog: nothing from 'acme shop' to 'acme buyers' waits"),
        ("opening_backlog: 2", "opening_backlog: -2",
         "line.yaml:15:57: distribution.tiers.1.opening_backlog: must be at least 0"),
        ("opening_backlog: 2", "opening_backlog: 2.5",
         "line.yaml:15:57: distribution.tiers.1.opening_backlog: should be a whole number"),
        ("opening_pipeline: [4]", "opening_pipeline: 4",
         "line.yaml:15:78: distribution.tiers.1.opening_pipeline: should be a list"),
        ("opening_backlog: 2", "opening_backlogs: 2",
         "15:40: distribution.tiers.1.opening_backlogs: there is no such setting here; did you mean"),
        ("opening_orders: [4]", f"opening_orders: [4], ordering: {IN_THREES}",
         "line.yaml:14:71: distribution.tiers.0.opening_orders: 4 is no whole number of the lots of 3"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_its_place(tmp_path: Path, before: str, after: str, says: str) -> None:
    """Too late for the way, before it could have been ordered, below none, a part of a unit or a lot."""
    assert says in refused(written(tmp_path, before, after))


def test_parts_of_a_step_are_refused(tmp_path: Path) -> None:
    """Where goods are counted in sixes, 4 are none of them; 6 owed are one."""
    told = refused(written(tmp_path, step="6.0"))
    assert (
        "line.yaml:6:63: manufacturers.acme.opening_pipeline: 4 is no whole number of quantity steps" in told
    )
    assert "distribution.tiers.0.opening_orders" in told
    assert "distribution.opening_backlog" not in told


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ("{to: shop, opening_pipeline: [4, 4]}", "17:42: contracts.0.opening_pipeline: states what"),
        ("{to: shopp, opening_backlog: 4}", "contracts.0.to: nobody has the name, format, role, tier or tag"),
        ("{to: shop, from: acme, opening_backlog: 4}",
         "line.yaml:17:30: contracts.0.from: supplies none of these buyers; there are: acme hub"),
        ("{to: shop, product: ale, opening_backlog: 4}", "contracts.0.product"),
        ("{to: shop, product: code, opening_backlog: 4}",
         "contracts.0.opening_backlog: 'code' is made when it is sold: none of it is owed or on its way"),
        ("{to: shop, backorders: 0.0}", "distribution.tiers.1.opening_backlog: nothing from 'acme hub'"),
        ("{to: shop, lead_time_weeks: 0}", "distribution.tiers.1.opening_pipeline: states what comes in"),
        ("{to: shop}", "changes nothing"),
    ],
)  # fmt: skip
def test_terms_of_a_route_are_refused_in_their_place(tmp_path: Path, terms: str, says: str) -> None:
    """Unknown members and products, a pair without a route; and where terms take a stated opening's way."""
    assert says in refused(written(tmp_path, more=f"contracts: [{terms}]\n"))


@pytest.mark.parametrize(
    "terms",
    [
        "{to: shop, delays: [0.1], opening_pipeline: [4, 4]}",
        "{to: shop, lead_time_weeks: 0, opening_pipeline: []}",
        "{to: shop, lead_time_weeks: 5, opening_pipeline: [0, 0, 0, 0, 4, 0, 0]}",
        "{to: shop, from: hub, opening_backlog: 0}",
    ],
)
def test_terms_that_can_be_are_fine(tmp_path: Path, terms: str) -> None:
    """Late ships may come later; a longer way has room; nothing can be stated anywhere."""
    assert load(written(tmp_path, more=f"contracts: [{terms}]\n"), also=channel_faults)


MINE = "extends: espresso.yaml\nname: mine\n"
STORES = "distribution: {model: pop_up_stores, weeks: [1, 3], opening_pipeline: [2]}\n"


def test_who_opens_later_has_nothing_on_its_way(tmp_path: Path) -> None:
    """Stores that open in week 1, or with an event, are not there when the run opens."""
    copy("scenarios/espresso.yaml", tmp_path)
    path = tmp_path / "line.yaml"
    path.write_text(MINE + STORES, encoding="utf-8")
    later = "opening_pipeline: 'northmill pop_up_store north 1' is not there when the run opens"
    assert f"line.yaml:3:71: distribution.{later}" in refused(path)
    dealers = "{model: authorized_dealers, label: new, opening_pipeline: [2]}"
    for event, keys in (
        (f"open_channel: {dealers}", "open_channel"),
        (f"do: {{open_channel: {dealers}}}", "do.open_channel"),
    ):
        text = f"distribution: direct_automated\nevents: [{{week: 3, {event}}}]\n"
        path.write_text(MINE + text, encoding="utf-8")
        assert f"events.0.{keys}.opening_pipeline: 'new dealer north 1' is not there when" in refused(path)


def test_set_and_extends_and_save_know_it(tmp_path: Path) -> None:
    """A setting like others: on the command line, in a file laid over, and written back."""
    base = written(tmp_path)
    over = tmp_path / "over.yaml"
    over.write_text("extends: line.yaml\ndistribution: {opening_backlog: 7}\n", encoding="utf-8")
    found = load(over, set=["manufacturers.acme.opening_pipeline=[0,5]"], also=channel_faults)
    assert found.manufacturers["acme"].opening_pipeline == [0, 5]
    assert found.distribution[0].opening_backlog == 7  # type: ignore[attr-defined]
    (tmp_path / "saved.yaml").write_text(to_yaml(found), encoding="utf-8")
    assert load(tmp_path / "saved.yaml") == found
    assert load(base) != found


def test_describe_and_the_schema_say_it(tmp_path: Path) -> None:
    """All of it is printed, and an editor knows it."""
    terms = "{to: shop, product: beer, opening_backlog: 3, opening_pipeline: [9]}"
    told = describe(load(written(tmp_path, more=f"contracts: [{terms}]\n")))
    for part in (
        "ready so: 4 in week 1 and 4 in week 2",
        "opening orders 4, opening pipeline 4 and 4",
        "opening backlog: 6 — Units of each product that each line's last tier owes its buyers",
        "opening backlog 3 and opening pipeline 9",
    ):
        assert part in told
    schema = str(full_schema())
    for key in ("opening_backlog", "opening_orders", "opening_pipeline"):
        assert f"'{key}'" in schema
