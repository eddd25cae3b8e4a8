"""Exit and voice (Hirschman 1970): outlets with another supplier leave, outlets that depend on one voice.

On worlds whose seeds and conditions were fixed beforehand; not by the policy's formula alone, but by what
comes of it in the market, where what an outlet feels depends on what it and others do.
"""

from typing import Any

import networkx as nx
import numpy as np
import pytest

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import add_contract
from simulator.domain.channel.contract import Contract
from simulator.ledger.ledger import Ledger
from simulator.market.setup.build_channel import build_channel
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.aggrieved import FEW, SEEDS
from tests.worlds.quarrelsome import dealers, quarrelsome, web_store

OPENS, WEEKS = 17, 60
VOICE = ("complaint", "less_effort")


def world(seed: int) -> Scenario:
    """Return dealers with a territory, in which the maker opens a web store below their price."""
    draw = np.random.default_rng(seed)
    way = dealers(draw, territory=True, escalation={"policy": "ladder"})
    store = web_store(draw, price=draw.uniform(0.7, 0.9))
    event = {"week": OPENS, "do": {"open_channel": store}}
    terms = {"weeks": WEEKS, "customers": 400, "manufacturers": {"acme": {"opening_stock": 500}, "rival": {}}}
    return quarrelsome(seed, way, events=[event], **terms)


def with_bulbs(given: Scenario, dice: KeyedRandom) -> nx.DiGraph:
    """Return the same channel, in which the rival supplies the dealers with its bulbs at their discount."""
    channel = build_channel(given, dice)
    for name in [one for one in channel if "dealer" in one]:
        lamp = channel.edges["acme", name]["contracts"][0].prices["lamp"]
        price = given.products["bulb"].list_price * lamp / given.products["lamp"].list_price
        add_contract(channel, Contract(supplier="rival", buyer=name, prices={"bulb": price}))
    return channel


def outcome(ledger: Ledger) -> tuple[float, float]:
    """Return the share of dealers that ended the relation with acme, and of those whose dispute is voice."""
    many = sum("dealer" in member.name for member in ledger.header.members)
    last = ledger.table("dispute").astype({"aggrieved": str, "other": str, "step": str, "before": str})
    last = last[last["other"] == "acme"].groupby("aggrieved").last()
    left = {*ledger.table("relation_end")["member"].astype(str)}
    gone = ledger.table("departure").astype(str)
    left |= set(gone[gone["reason"] == "conflict"]["member"])
    voices = last.drop(index=list(left), errors="ignore")["step"].isin(VOICE)
    return len(left) / many, float(voices.sum()) / many


def judged(seeds: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return exit and voice of each world, of dealers that depend on the maker and of those with another."""
    played: list[tuple[Any, Any]] = [
        (outcome(simulate(world(seed), seed)), outcome(simulate(world(seed), seed, build=with_bulbs)))
        for seed in seeds
    ]
    alone, both = zip(*played, strict=True)
    return np.array(alone), np.array(both)


@pytest.mark.parametrize("seeds", [SEEDS[:FEW], pytest.param(SEEDS, marks=pytest.mark.nightly)])
def test_outlets_with_another_supplier_leave_and_dependent_ones_voice(seeds: tuple[int, ...]) -> None:
    """Over all worlds together, per dealer; of a few worlds neither is less."""
    alone, both = judged(seeds)
    (exits_alone, voice_alone), (exits_both, voice_both) = alone.mean(axis=0), both.mean(axis=0)

    assert exits_both >= exits_alone
    assert voice_alone >= voice_both
    if len(seeds) > FEW:
        assert exits_both > exits_alone
        assert voice_alone > voice_both
