"""Position auction: published figures, and what each rule promises, on bids drawn at test time."""

import pytest

from simulator.mechanisms.communication.position_auction import ranked, second_prices, vcg_prices
from tests.draws import DRAW

CLICKS = [200.0, 100.0]


def paid(prices: list[float], clicks: list[float]) -> float:
    """Return what all places bring."""
    return sum(price * number for price, number in zip(prices, clicks, strict=False))


def test_the_published_example() -> None:
    """Values 10, 4, 2 and 200 and 100 clicks: 1,000 under the second price, 800 under VCG."""
    bids, alike = [10.0, 4.0, 2.0], [1.0, 1.0, 1.0]

    assert paid(second_prices(bids, alike, CLICKS, 0.0), CLICKS) == 1000
    assert paid(vcg_prices(bids, alike, CLICKS, 0.0), CLICKS) == 800


def drawn() -> tuple[list[float], list[float], list[float], float]:
    """Return bids, qualities, shares of places, and a reserve that some of the bids miss."""
    bids = DRAW.uniform(0.2, 5.0, 6).tolist()
    return bids, DRAW.uniform(0.2, 1.0, 6).tolist(), sorted(DRAW.uniform(0.1, 0.9, 3).tolist())[::-1], 0.6


@pytest.mark.parametrize("time", range(5))
def test_an_ad_pays_the_least_bid_that_keeps_its_place(time: int) -> None:
    """A hair more keeps it, a hair less loses it, or is below the reserve."""
    del time
    bids, qualities, shares, reserve = drawn()
    order = ranked(bids, qualities, reserve)
    scores, own = [bids[n] * qualities[n] for n in order], [qualities[n] for n in order]

    assert scores == sorted(scores, reverse=True)
    assert set(order) == {n for n, bid in enumerate(bids) if bid >= reserve}
    for place, price in enumerate(second_prices(scores, own, shares, reserve)):
        for more, keeps in ((1 + 1e-9, True), (1 - 1e-9, False)):
            changed = [price * more if n == order[place] else bid for n, bid in enumerate(bids)]
            again = ranked(changed, qualities, reserve)
            assert (again[place : place + 1] == [order[place]]) is keeps


@pytest.mark.parametrize("time", range(5))
def test_under_vcg_an_ad_pays_what_the_others_lose_by_it(time: int) -> None:
    """Their worth without it, less their worth beside it, by playing both auctions."""
    del time
    bids, qualities, shares, _ = drawn()
    order = ranked(bids, qualities, 0.0)
    scores, own = [bids[n] * qualities[n] for n in order], [qualities[n] for n in order]

    def worth(of: list[float]) -> float:
        return sum(share * score for share, score in zip(shares, of, strict=False))

    for place, price in enumerate(vcg_prices(scores, own, shares, 0.0)):
        others = scores[:place] + scores[place + 1 :]
        beside = worth(scores) - shares[place] * scores[place]
        assert price * shares[place] * own[place] == pytest.approx(worth(others) - beside)


def test_nobody_pays_less_than_the_reserve_and_nobody_below_it_is_shown() -> None:
    """Alone, an ad pays the reserve."""
    assert ranked([0.5, 2.0], [1.0, 1.0], 1.0) == [1]
    assert second_prices([2.0], [1.0], [0.5], 1.0) == vcg_prices([2.0], [1.0], [0.5], 1.0) == [1.0]
