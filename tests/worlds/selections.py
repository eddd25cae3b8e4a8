"""Random selections: named members, and new terms for whom a selector finds in a random world."""

from typing import Any

from hypothesis import strategies as st

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import contracts_of, members_of
from simulator.market.setup.build_channel import build_channel
from simulator.scenario.checks.contract_overrides import check_contract_overrides
from simulator.scenario.schema import Scenario

PLACES = {
    "authorized_dealers": ["dealer"],
    "open_resale": ["reseller", "marketplace"],
    "direct_automated": ["web_store"],
}
EVERYWHERE = ("marketplace", "web_store")
_share = st.floats(0, 1)


@st.composite
def named_members(
    draw: st.DrawFn, ways: list[dict[str, Any]], regions: tuple[str, ...]
) -> list[dict[str, Any]]:
    """Name some members in the places of some distribution models, none of them twice."""
    named, taken = [], set()
    for way in ways:
        for outlet_format in PLACES.get(way["model"], ()):
            region = None if outlet_format in EVERYWHERE else draw(st.sampled_from(regions))
            place = (way["maker"], outlet_format, region)
            if place in taken or not draw(st.booleans()):
                continue
            taken.add(place)
            for number in range(1 if outlet_format == "web_store" else draw(st.integers(1, 3))):
                said = {
                    "opening_stock": draw(st.integers(0, 4)),
                    "reach": draw(_share),
                    "weekly_capacity": draw(st.sampled_from([0.3, 0.75, 2.5, 3.0]) | st.floats(0, 6)),
                }
                named.append(
                    {
                        "name": f"{outlet_format} no. {len(named)}{number}",
                        "format": outlet_format,
                        "maker": way["maker"],
                        "tags": draw(st.sampled_from([[], ["gold"], ["gold", "old"]])),
                        **({"region": region} if region else {}),
                        **{key: value for key, value in said.items() if draw(st.booleans())},
                    }
                )
    return named


@st.composite
def selections(draw: st.DrawFn, scenario: Scenario) -> Scenario:
    """Give some of those who buy goods new terms, some customers special offers, and let some wait."""
    return draw(orders_taken(draw(special_offers(draw(new_terms(scenario))))))


@st.composite
def orders_taken(draw: st.DrawFn, scenario: Scenario) -> Scenario:
    """Let some outlets take orders for what they do not have, from customers of any patience; or none."""
    channel = build_channel(scenario, KeyedRandom(0))
    supplied = {c.buyer: c for c in contracts_of(channel) if c.prices}
    outlets = [m for m in members_of(channel) if m.format and m.name in supplied]
    limited = [m for m in members_of(channel) if m.format and m.weekly_capacity is not None]
    busy = {word for m in limited for word in (m.name, m.format)}  # of all outlets: a format selects all
    taken = []
    for outlet in outlets if draw(st.booleans()) else ():
        physical = [p for p in sorted(supplied[outlet.name].prices) if not scenario.products[p].digital]
        at = draw(st.sampled_from([outlet.name, outlet.format]))
        if at not in busy and len(taken) < 6:
            product = draw(st.sampled_from([None, None, *physical]))
            weeks = draw(st.none() | st.integers(1, 4))
            taken.append({"at": at, "product": product, "promised_weeks": weeks})
    patience = {
        "waiting_cost": draw(st.sampled_from([0.0, 0.1, 1e6]) | st.floats(0, 1)),
        "patience_weeks": draw(st.none() | st.integers(1, 5)),
    }
    segments = scenario.model_dump(mode="json")["segments"]
    first = next(iter(segments))
    segments[first] = {**segments[first], **patience}
    return scenario.changed(backorders=taken, segments=segments)


@st.composite
def special_offers(draw: st.DrawFn, scenario: Scenario) -> Scenario:
    """Make up to four offers of whatever some outlet carries: prices, codes, audiences, payment in parts."""
    channel = build_channel(scenario, KeyedRandom(0))
    selling = [c for c in contracts_of(channel) if c.prices and channel.nodes[c.buyer]["member"].format]
    offers = []
    for _ in range(draw(st.integers(0, 4)) if selling else 0):
        contract = draw(st.sampled_from(selling))
        outlet = channel.nodes[contract.buyer]["member"]
        audience = {
            key: value
            for key, value in {
                "customer": draw(st.sampled_from([None, "new", "returning"])),
                "segment": draw(st.sampled_from([None, ["keen"]])),
            }.items()
            if value
        }
        code = {"name": draw(st.sampled_from(["SPRING", "FRIENDS"])), "reaches": draw(_share)}
        plan = {
            "instalments": draw(st.integers(2, 5)),
            "every_weeks": draw(st.integers(1, 3)),
            "fee": draw(st.floats(0, 0.2)),
            "default_rate": draw(_share),
        }
        first = draw(st.integers(1, min(6, scenario.weeks)))
        offers.append(
            {
                "product": draw(st.sampled_from(sorted(contract.prices))),
                "at": draw(st.sampled_from([outlet.name, outlet.format, {"role": outlet.role}])),
                **draw(st.sampled_from([{"off": 0.3}, {"of_list": 0.8}, {"price": 30.0}, {"pay": plan}])),
                **({"for": audience} if audience else {}),
                **({"pay": plan} if draw(st.booleans()) else {}),
                **({"weeks": [first, first + 4]} if draw(st.booleans()) else {}),
                **(
                    {"code": {**code, **({"leaks": draw(_share)} if audience else {})}}
                    if draw(st.booleans())
                    else {}
                ),
            }
        )
    return scenario.changed(promotions=offers)


@st.composite
def new_terms(draw: st.DrawFn, scenario: Scenario) -> Scenario:
    """Give some of those who buy goods new terms."""
    for _ in range(draw(st.integers(0, 3))):
        channel = build_channel(scenario, KeyedRandom(0))
        buying = [contract for contract in contracts_of(channel) if contract.prices]
        if not buying:
            return scenario
        contract = draw(st.sampled_from(buying))
        buyer = channel.nodes[contract.buyer]["member"]
        to = draw(st.sampled_from([{"name": buyer.name}, {"role": buyer.role}, *buyer.tags]))
        rebate = {
            "above": draw(st.integers(0, 6)),
            "rate": draw(st.floats(0.01, 1)),
            "every": draw(st.integers(1, 9)),
        }
        of_a_product = {
            "product": draw(st.sampled_from(sorted(contract.prices))),
            "margin": draw(_share),
            "rebate": rebate,
            **({"exclusive": True} if draw(st.booleans()) else {}),
        }
        whole = {
            "from": {"name": contract.supplier},
            "price_floor": draw(_share),
            "lead_time_weeks": draw(st.integers(0, 3)),
            "buy_back": draw(_share),
            "minimum_order": draw(st.integers(0, 5)),
            "rebate": rebate,
        }
        transport = {
            "carrier": "van",
            "backorders": draw(_share | st.just(0.0)),
            "shares_sales": draw(st.booleans()),
            "freight_paid_by": draw(st.sampled_from(["supplier", "buyer"])),
            **draw(st.sampled_from([{}, {"delays": [0.5]}, {"freight": 3.0, "delays": []}])),
        }
        terms = {"to": to, **draw(st.sampled_from([of_a_product, whole, transport]))}
        whole_scenario = scenario.model_dump(mode="json")
        longer = [*whole_scenario["contracts"], terms]
        if not any(check_contract_overrides({**whole_scenario, "contracts": longer})):
            scenario = scenario.changed(contracts=longer)
    return scenario
