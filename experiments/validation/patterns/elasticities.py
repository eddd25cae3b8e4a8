"""2, 3, 4: how sales answer to the line, to distribution, to price and to advertising."""

from typing import Any

from simulator.studies.validation.empirical_patterns import Pattern

from ._shipped import advertised, by_way, elasticity, focal, grown, repriced, sold

WORLD = "espresso_dealers_craft"
MORE, STEP = 1.25, 0.05
DEPTHS = (0.1, 0.1 * MORE)
LINE, PLACES = "elasticity to the length of the line", "elasticity to the reach of outlets"
TALK, DEALS = "elasticity to advertising", "elasticity to the depth of deals"
ORDER = "runs in which they come in this order"


def with_a_twin(whole: dict[str, Any]) -> dict[str, Any]:
    """Return a scenario with two variants of the focal manufacturer's product."""
    (name,) = focal(whole)
    return {**whole, "products": {**whole["products"], f"{name} too": whole["products"][name]}}


def on_deal(whole: dict[str, Any], depth: float) -> dict[str, Any]:
    """Return a scenario with two weeks of deals in eight at all outlets."""
    return by_way(whole, pricing={"policy": "hi_lo", "depth": depth}, price_floor=None)


def mix(seed: int) -> dict[str, float]:
    """Measure the elasticities of units sold to each part of the mix."""
    return mix_of(grown(WORLD), seed)


def mix_of(whole: dict[str, Any], seed: int) -> dict[str, float]:
    """Measure the elasticities of units sold in a world to each part of the mix."""
    base, reach = sold(whole, seed), whole["distribution"][0]["reach"]
    shallow, deep = (sold(on_deal(whole, depth), seed) for depth in DEPTHS)
    found = {
        LINE: elasticity(base, sold(with_a_twin(whole), seed), 2),
        PLACES: elasticity(base, sold(by_way(whole, reach=MORE * reach), seed), MORE),
        TALK: elasticity(base, sold(advertised(whole, MORE), seed), MORE),
        DEALS: elasticity(shallow, deep, MORE),
    }
    values = list(found.values())
    return found | {ORDER: float(values == sorted(values, reverse=True))}


def to_price(seed: int) -> dict[str, float]:
    """Measure the own-price elasticity."""
    whole = grown(WORLD)
    up, down = (sold(repriced(whole, 1 + sign * STEP), seed) for sign in (1, -1))
    return {"own-price elasticity": elasticity(down, up, (1 + STEP) / (1 - STEP))}


def to_advertising(seed: int) -> dict[str, float]:
    """Measure the elasticity of a year's sales to the year's advertising."""
    whole = grown(WORLD)
    return {TALK: elasticity(sold(whole, seed), sold(advertised(whole, MORE), seed), MORE)}


PATTERNS = (
    Pattern(
        2,
        "total elasticities: product 1.37 > distribution .74 > advertising .13 > discounting .04",
        "Ataman, van Heerde & Mela (2010), Journal of Marketing Research 47(5)",
        counts=True,
        remark=(
            "advertising set a default (4), only others are held out; the line is a second, equal variant; "
            "a year, not the long run of five"
        ),
        shown=f"{WORLD}, five times the customers, plenty of stock; two variants; others × {MORE}",
        published={LINE: 1.37, PLACES: 0.74, TALK: 0.13, DEALS: 0.04, ORDER: 1.0},
        play=mix,
        seeds=8,
    ),
    Pattern(
        3,
        "own-price elasticity −2.6 in the mean of 1,851",
        "Bijmolt, van Heerde & Pieters (2005), Journal of Marketing Research 42(2)",
        counts=False,
        remark="the worlds' price sensitivities were chosen by it; cross elasticities are not compared",
        shown=f"{WORLD}, five times the customers, plenty of stock; list price ± 5 %",
        published={"own-price elasticity": -2.6},
        play=to_price,
        seeds=8,
    ),
    Pattern(
        4,
        "advertising elasticity .12 in the short run, .24 in the long",
        "Sethuraman, Tellis & Briesch (2011), Journal of Marketing Research 48(3)",
        counts=False,
        remark="the worlds' response to media was chosen by it",
        shown=f"{WORLD}, five times the customers, plenty of stock; budget × {MORE}",
        published={TALK: 0.12},
        play=to_advertising,
        seeds=8,
    ),
)
