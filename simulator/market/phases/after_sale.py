"""After the sale: sales and service are paid, units come back, owners talk and review, prices are noted.

Reads: this week's shopping and deliveries, prices and promotions; debts that are due; what is sent back; what
owners have in use.
Writes: payments for sales, commissions, handling, fulfilment, advice, credit and what comes back of it, and
for returns and support; return, inspection; contact, contact_outcome, open_contact
and how long owners have waited for help; default; adstock, belief and trust by word of mouth; prices
remembered; ratings and brand equity, and, where they are kept, rating, brand_equity.
"""

import numpy as np

from simulator.base.arrays import Words
from simulator.domain.ledger_entries import OUTSIDE
from simulator.domain.offers.promotions import Plan
from simulator.domain.units import share_of
from simulator.ledger.header import NOBODY_CODE
from simulator.market.goods.returns.inspect import inspect_returns
from simulator.market.goods.returns.take_back import take_back
from simulator.market.goods.support.answer_contacts import (
    answer_contacts,
    give_up_contacts,
    wait_for_answers,
)
from simulator.market.goods.support.ask_for_help import ask_for_help
from simulator.market.market import Market
from simulator.market.state.choice_tables import NONE, PromotionalPrice
from simulator.market.state.experienced import Experiences
from simulator.market.state.reference_prices import asked_of_all


def after_sale(market: Market) -> None:
    """Settle with customers and marketplaces, pay for service, and let owners talk."""
    if not market.is_retail:
        return
    shopping, shape = market.shopping, market.offer_table.stock.shape
    market.consumer_credit.collect(market.payments, market.ledger, market.week)
    at_ask = shopping.got[(shopping.got != NONE) & (shopping.promotion == NONE)]
    sold = np.bincount(at_ask, minlength=shape[0] * shape[1]).reshape(shape)
    for outlet, product in zip(*np.nonzero(sold), strict=True):
        settle_sales(
            market,
            market.run_tables.outlets[outlet],
            market.offer_table.price[outlet, product].item(),
            sold[outlet, product].item(),
        )
    for number, promotion in enumerate(market.week_tables.promotions):
        settle_promotion(market, number, promotion)
    settle_backorders(market)
    take_back(market)
    inspect_returns(market)  # what came back just now and takes no week of inspection
    if market.support.is_on:
        help_owners(market)
    asked = (shopping.adviser != NONE) & shopping.advised_anew
    advised = np.bincount(shopping.adviser[asked], minlength=shape[0])
    for outlet in np.flatnonzero(advised):
        member = market.header.member(market.run_tables.outlets[outlet])
        each = market.given.units.money(member.advice_cost)
        market.payments.pay(member.name, OUTSIDE, each * advised[outlet].item(), "advice")
    places = (len(market.run_tables.cells), *shape)
    found = Experiences.of_cells(shopping.experienced, places, market.run_tables.communities.talks)
    market.brand_knowledge.hear_owners(shopping.having, found, shopping.members)
    reach, promotions = market.outlet_traits.reach, market.week_tables.promotions
    market.reference_prices.see(market.offer_table, reach, promotions)
    judge_names(market)
    read_reviews(market)


def help_owners(market: Market) -> None:
    """Let owners ask for help, and members answer as many as they can."""
    give_up_contacts(market)
    ask_for_help(market)
    answer_contacts(market)
    wait_for_answers(market)


def judge_names(market: Market) -> None:
    """Let the worth of names change by what is seen of them at deals and elsewhere, and write it down."""
    knowledge, terms = market.brand_knowledge, market.given.response.equity
    if terms is None:
        return
    offers, products = market.offer_table, len(market.run_tables.products)
    asked = asked_of_all(offers, market.week_tables.promotions)
    listed = market.terms_in_force.listed(market.outlet_code, products)
    knowledge.judge_names(offers.carried, asked < np.rint((1.0 - terms.deal_below) * listed))
    cells, level = len(market.run_tables.cells), knowledge.equity.level
    market.ledger.record(
        "brand_equity",
        week=market.week,
        cell=np.repeat(np.arange(cells), products),
        product=np.tile(np.arange(products), cells),
        amount=level.ravel(),
    )


def read_reviews(market: Market) -> None:
    """Put up what reviews of products and of outlets come to, for all to read from next week on."""
    ratings = market.brand_knowledge.ratings
    if ratings.terms is None:
        return
    ratings.take_up(market.shopping.experienced)
    outlets, products = market.outlet_code, np.arange(len(market.run_tables.products))
    market.ledger.record(
        "rating",
        week=market.week,
        outlet=np.append(np.full(len(products), NOBODY_CODE), outlets),
        product=np.append(products, np.full(len(outlets), NOBODY_CODE)),
        amount=np.append(ratings.read(ratings.of_products), ratings.read(ratings.of_outlets)),
    )


def settle_promotion(market: Market, number: int, promotion: PromotionalPrice) -> None:
    """Settle the week's sales under one promotion, outlet by outlet; what is paid later is lent."""
    shopping = market.shopping
    rows = np.flatnonzero((shopping.promotion == number) & (shopping.got != NONE))
    outlets = shopping.got.take(rows) // len(market.run_tables.products)
    for outlet in np.unique(outlets):
        name, price = market.run_tables.outlets[outlet], promotion.each[outlet].item()
        who = market.customer_keys.take(shopping.customer.take(rows[outlets == outlet]))
        settle_sales(market, name, price, len(who))
        if promotion.plan is not None:
            lend_instalments(
                market, (name, market.run_tables.products[promotion.product]), price, promotion.plan, who
            )


def settle_backorders(market: Market) -> None:
    """Settle what customers got this week that they had ordered, at the prices of their orders."""
    handed = market.backorders.delivered
    if not len(handed):
        return
    deals = np.unique(np.stack([handed.offer, handed.price, handed.deal]), axis=1)
    for offer, price, deal in deals.T.tolist():
        rows = (handed.offer == offer) & (handed.price == price) & (handed.deal == deal)
        outlet, product = divmod(offer, len(market.run_tables.products))
        who = market.customer_keys.take(handed.customer[rows])
        settle_sales(market, market.run_tables.outlets[outlet], price, len(who))
        plan = None if deal == NONE else market.backorders.deals[deal].plan
        if plan is not None:
            sold = market.run_tables.outlets[outlet], market.run_tables.products[product]
            lend_instalments(market, sold, price, plan, who)


def lend_instalments(market: Market, sold: tuple[str, str], price: int, plan: Plan, who: Words) -> None:
    """Lend customers what they pay later of what was sold: (outlet, product); the provider has a fee."""
    market.payments.pay(sold[0], OUTSIDE, share_of(price, plan.fee) * len(who), "instalment_fee")
    market.consumer_credit.lend(market.payments, market.week, sold, price, plan, who)


def settle_sales(market: Market, outlet: str, price: int, units: int) -> None:
    """Settle the week's sales of one offer; commissions are rounded sale by sale."""
    member = market.header.member(outlet)
    market.payments.pay(OUTSIDE, outlet, price * units, "sale")
    market.payments.pay(outlet, OUTSIDE, market.given.units.price(member.sale_cost) * units, "handling")
    if member.hosted_by is not None:
        commission = share_of(price, market.routes.commission(outlet)) * units
        market.payments.pay(outlet, member.hosted_by, commission, "commission")
        pay_fulfilment(market, outlet, units)


def pay_fulfilment(market: Market, outlet: str, units: int) -> None:
    """Have a marketplace send what a seller on it has sold: the seller pays it, and it pays the parcel."""
    hosting = market.routes.hosting(outlet)
    if hosting is None or hosting.fulfilment_fee is None:
        return
    host, counted = market.header.member(hosting.supplier), market.given.units
    market.payments.pay(outlet, host.name, counted.price(hosting.fulfilment_fee) * units, "fulfilment")
    market.payments.pay(host.name, OUTSIDE, counted.price(host.sale_cost) * units, "handling")
