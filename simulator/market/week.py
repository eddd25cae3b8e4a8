"""The week: what happens, in which order. This tuple is the whole schedule."""

from simulator.market.phases.account import account
from simulator.market.phases.after_sale import after_sale
from simulator.market.phases.contrast import contrast
from simulator.market.phases.intervene import intervene
from simulator.market.phases.price import price
from simulator.market.phases.promote import promote
from simulator.market.phases.quarrel import quarrel
from simulator.market.phases.receive import receive
from simulator.market.phases.replenish import replenish
from simulator.market.phases.retain import retain
from simulator.market.phases.ship import ship
from simulator.market.phases.shop import shop

WEEK = (
    intervene, receive, promote, price, shop, after_sale, replenish, ship, account, contrast, quarrel, retain,
)  # fmt: skip
