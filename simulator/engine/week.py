"""The week: what happens, in which order. This tuple is the whole schedule."""

from simulator.engine.phases.account import account
from simulator.engine.phases.after_sale import after_sale
from simulator.engine.phases.intervene import intervene
from simulator.engine.phases.price import price
from simulator.engine.phases.promote import promote
from simulator.engine.phases.quarrel import quarrel
from simulator.engine.phases.receive import receive
from simulator.engine.phases.replenish import replenish
from simulator.engine.phases.retain import retain
from simulator.engine.phases.ship import ship
from simulator.engine.phases.shop import shop

WEEK = (intervene, receive, promote, price, shop, after_sale, replenish, ship, account, quarrel, retain)
