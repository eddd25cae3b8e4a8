"""Levers exchanged: who stands beside whom, what of it is taken, and what a middleman keeps."""

from typing import Any

import networkx as nx
import pytest

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import contracts_of, members_of, suppliers_of
from simulator.domain.lever import Lever
from simulator.market.setup.build_channel import build_channel
from simulator.market.setup.counterparts import counterparts, renamed
from simulator.market.setup.exchanged_levers import ExchangedLevers
from simulator.scenario.schema import Scenario
from tests.worlds.small import small_scenario

DICE = KeyedRandom(1)
HALVES = {"north": 0.5, "south": 0.5}


def world(*models: dict[str, Any], **changes: Any) -> Scenario:
    """Return the small world with a distribution."""
    return small_scenario(distribution=list(models), events=[], **changes)


def dealers(count: int = 2, **terms: Any) -> dict[str, Any]:
    """Return dealers of the focal maker."""
    return {"model": "authorized_dealers", "dealers_per_region": count, **terms}


def resale(**terms: Any) -> dict[str, Any]:
    """Return open resale: one wholesaler, one shop in each region, two sellers on a marketplace."""
    counts = {"wholesalers": 1, "resellers": 1, "marketplace_sellers": 2}
    return {"model": "open_resale", **counts, **terms}


def built(scenario: Scenario, **donors: Scenario) -> nx.DiGraph:
    """Return the channel of a scenario with levers of others."""
    return ExchangedLevers({Lever(name): donor for name, donor in donors.items()})(scenario, DICE)


def beside(own: Scenario, other: Scenario) -> dict[str, str]:
    """Return the counterparts of the focal maker's outlets."""
    channels = [build_channel(one, DICE) for one in (own, other)]
    found = counterparts(*channels, ["lamp"], HALVES)
    return {name: partner for name, partner in found.items() if name.startswith("acme")}


def test_an_outlet_stands_beside_its_namesake() -> None:
    """And one more of its kind beside the one at its place in the line of that kind."""
    found = beside(world(dealers(3)), world(dealers(2)))

    assert found["acme dealer north 1"] == "acme dealer north 1"
    # two more (north 3, south 3) stand at 1/4 and 3/4 of a line of four: north 1, south 1, north 2, south 2
    assert found["acme dealer north 3"] == "acme dealer north 1"
    assert found["acme dealer south 3"] == "acme dealer north 2"


def test_a_line_is_as_wide_as_its_audience() -> None:
    """Four dealers at 1/8 … 7/8 of a line; two shops take a sixth of the other each, two sellers a third."""
    other = world(resale(reach=0.2, marketplace_reach=0.2))
    found = beside(world(dealers(2)), other)

    # audience: shops .2 · .5 = .1 each, sellers .2 each; ends at 1/6, 1/3, 2/3, 1
    assert found == {
        "acme dealer north 1": "acme reseller north 1",
        "acme dealer south 1": "acme marketplace seller 1",
        "acme dealer north 2": "acme marketplace seller 1",
        "acme dealer south 2": "acme marketplace seller 2",
    }


def test_what_comes_beside_stands_beside_nothing() -> None:
    """A web store beside the same dealers has no counterpart among them, nor they another one."""
    both, alone = world(dealers(), {"model": "direct_automated"}), world(dealers())

    assert "acme web_store" not in beside(both, alone)
    assert beside(alone, both) == {name: name for name in beside(alone, both)}


def test_names_are_exchanged_as_far_as_they_go() -> None:
    """Of outlets that only one of two channels has; none where both have the same."""
    mine, theirs = (build_channel(one, DICE) for one in (world(dealers(1)), world(resale())))

    assert renamed(mine, theirs, ["lamp"]) == {
        "acme dealer north 1": "acme reseller north 1",
        "acme dealer south 1": "acme reseller south 1",
    }
    assert renamed(mine, mine, ["lamp"]) == {}


def test_service_and_message_are_taken_field_by_field() -> None:
    """A dealer with a reseller's advice and its own word, and the other way round; else it is itself."""
    one, other = world(dealers(expertise=0.9, credibility=0.8)), world(resale(expertise=0.1, credibility=0.2))
    served, said = built(one, service=other), built(one, message=other)
    own = build_channel(one, DICE).nodes["acme dealer north 1"]["member"]

    member = served.nodes["acme dealer north 1"]["member"]
    assert (member.expertise, member.credibility) == (0.1, 0.8)
    assert (member.reach, member.opening_stock, member.pricing) == (own.reach, own.opening_stock, own.pricing)
    member = said.nodes["acme dealer north 1"]["member"]
    assert (member.expertise, member.credibility) == (0.9, 0.2)
    assert contracts_of(served) == contracts_of(build_channel(one, DICE))


def test_a_middleman_keeps_its_share_of_what_its_buyers_pay() -> None:
    """Dealers pay 70; the wholesaler, who paid 62 and got 80, now gets 70 and pays 62/80 of that."""
    one = world(resale(wholesale_discount=0.38, reseller_discount=0.20))
    channel = built(one, price=world(dealers(margin=0.30)))

    (shop,) = suppliers_of(channel, "acme reseller north 1")
    (middle,) = suppliers_of(channel, "acme wholesaler 1")
    assert shop.prices["lamp"] == pytest.approx(70)
    assert shop.price_floor == 0.95
    assert middle.prices["lamp"] == pytest.approx(62 * 70 / 80)
    assert channel.edges["acme marketplace", "acme marketplace seller 1"]["contracts"][0].commission == 0.12
    back = built(world(dealers(margin=0.30)), price=one)
    (dealer,) = suppliers_of(back, "acme dealer north 1")
    assert (dealer.supplier, dealer.prices["lamp"], dealer.price_floor) == ("acme", pytest.approx(80), None)


def test_within_a_firm_there_is_no_price_to_exchange() -> None:
    """Dealers ask what the maker's own web store asks, and go on paying the maker; the store pays cost."""
    one, other = world(dealers()), world({"model": "direct_automated", "price": 0.8})
    dealer = built(one, price=other)
    store = built(other, price=one)

    assert dealer.nodes["acme dealer north 1"]["member"].pricing.share == 0.8
    assert suppliers_of(dealer, "acme dealer north 1")[0].prices["lamp"] == pytest.approx(70)
    assert store.nodes["acme web_store"]["member"].pricing.share == 1.0
    assert suppliers_of(store, "acme web_store")[0].prices["lamp"] == 40


def test_with_all_levers_of_its_own_a_channel_is_itself() -> None:
    """Rivals' outlets, order of members and contracts, and what events open stay as they were."""
    one = small_scenario(events=[{"week": 5, "open_channel": {"model": "direct_automated"}}])
    same = built(one, price=one, message=one, service=one)
    plain = build_channel(one, DICE)

    assert members_of(same) == members_of(plain)
    assert contracts_of(same) == contracts_of(plain)
    assert same.graph == plain.graph
