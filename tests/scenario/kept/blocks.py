"""Blocks of findings, and a file to put them into."""

from typing import Any

from simulator.scenario.finding_blocks import Fitted, Probed

HASH = "a" * 64
TEXT = """\
# A world  with a comment at its head
schema_version: 1
name: world   # what it is called

weeks: 6
customers: 100

manufacturers:
  acme: {opening_stock: 50}
products:
  lamp:
    maker: acme
    category: light
    unit_cost: 40
    list_price:   100
    attributes: {quality: 0.8, price: 0.4}
    appeal: 3.1       # set by hand; keep this comment

# People
segments:
  readers: {share: 1.0, values: {quality: 2.0}, price_sensitivity: 0.02, needs: {light: {per_year: 2}}}  # c
regions: {north: {share: 1.0}}
media: {social: {cost_per_contact: 0.4, credibility: 0.3}}
distribution: {model: authorized_dealers}
campaigns:
  - {medium: social, message: craft, weeks: [1, 6], weekly_budget: 50}
"""


def text() -> str:
    """Return the text of a scenario file with comments and blocks of both kinds."""
    return TEXT


def fitted(**changes: Any) -> Fitted:
    """Return a block of a fit."""
    plain = {
        "played": "world.yaml",
        "hash": HASH,
        "model": "0.1.0+0123456789ab",
        "seeds": [1, 2, 3],
        "tolerance": 0.01,
        "settings": {
            "products.lamp.appeal": {
                "start": 3.1,
                "value": 3.25,
                "low": 3.0,
                "high": 3.5,
                "ends": [0.0, 6.0],
            },
            "segments.*.price_sensitivity": {"start": 1.0, "value": 1.05, "ends": [0.5, 2.0]},
        },
        "targets": {
            "units_a_year": {"target": 80.0, "reached": 79.5, "residual": -0.5, "unit": "units"},
            "own-price elasticity": {
                "target": -2.6,
                "reached": -2.5,
                "residual": 0.1,
                "low": -0.2,
                "high": 0.4,
            },
        },
    }
    return Fitted.model_validate(plain | changes)


def probed(**changes: Any) -> Probed:
    """Return a block of a probe."""
    rows = [
        {"figure": "own-price elasticity", "value": -2.5, "low": -3.0, "high": -2.0, "verdict": "within"},
        {"figure": "gross margin", "part": "dealer: the last", "value": 0.2, "unit": "share of net sales"},
        {"figure": "advertising elasticity", "verdict": "cannot be told: no campaign, no answer"},
    ]
    plain = {"hash": HASH, "model": "0.1.0+0123456789ab", "seeds": [7], "figures": rows}
    return Probed.model_validate(plain | changes)
