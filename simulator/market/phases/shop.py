"""Shop: customers with a need find out, ask, weigh, and buy while stock lasts.

Reads: the tables of the week. Writes: stock on hand, demand seen by outlets, what they owe customers, who
acquired them, what ads let people hear, who was where and joined which mailing list; payments for ads and
lead magnets; and, through `recording/`, `communication/ads.py`, `communication/aimed_campaigns.py` and
`goods/backorders/place.py`, touchpoint, mailing_list, sale, cohort_sale, lost_sale, backorder, advice,
suggestion, experience, review, ownership, absence, need_flow, need, stage_flow, lost_need, traffic,
consumer_surplus, experienced_surplus, consideration, choice, attribute, stage_transition, in_stage, drop_off,
traffic_source, purchase_source, acquisition_source, question_left;
of digital goods production, order, shipment and what is paid for them; what will be sent back or fail.
"""

import numpy as np

from simulator.market.communication.ads import bill
from simulator.market.communication.aimed_campaigns import write_lists
from simulator.market.goods.backorders.place import place_backorders
from simulator.market.goods.digital_goods import deliver_digital, is_digital
from simulator.market.goods.household_consumption import use_at_once
from simulator.market.goods.returns_and_failures import foresee_returns_and_failures
from simulator.market.market import Market
from simulator.market.recording.record_choices import write_choices
from simulator.market.recording.record_cohorts import write_cohort_sales
from simulator.market.recording.record_experiences import write_experiences
from simulator.market.recording.record_needs import write_each_need
from simulator.market.recording.record_shopping import cells_of, prices_paid, write_shopping
from simulator.market.recording.record_stages import write_stages
from simulator.market.recording.record_suggestions import write_suggestions
from simulator.market.recording.record_traffic_sources import write_traffic_sources
from simulator.market.recording.record_use import write_use
from simulator.market.state.choice_tables import NONE
from simulator.market.state.luck_weeks import week_of_unit
from simulator.market.state.returns_book import UnitsTaken
from simulator.market.state.terms_of_return import numbers_of
from simulator.market.state.waiting_time import weeks_to_wait


def shop(market: Market) -> None:
    """Open the window, let everybody shop, hand the goods over, and write down what came of it."""
    if not market.is_retail and market.week > 1:
        return  # nobody shopped last week either
    equip_outlets(market)
    market.week_tables = market.choice_tables_builder.open(
        market.week,
        market.offer_table,
        market.brand_knowledge,
        market.reference_prices.price,
        market.promotions.prices(market.week),
        weeks_to_wait(market),
        market.ads,
    )
    market.shopping = market.crowd.shop(market.week_tables)
    update_inventories(market)
    sold = market.shopping.got != NONE
    use_at_once(market, market.shopping.customer[sold], market.shopping.got[sold])
    if market.returns.is_on or market.repairs.is_on:
        foresee_returns_and_failures(market, taken_home(market))
    for ad, contacts in zip(market.ads, market.shopping.ads_met, strict=True):
        bill(market, ad, contacts)
    write_lists(market)
    write_shopping(market)
    write_traffic_sources(market)
    write_suggestions(market)
    write_cohort_sales(market)
    write_experiences(market)
    write_use(market)
    write_each_need(market)
    write_choices(market)
    place_backorders(market)
    write_stages(market)


def taken_home(market: Market) -> UnitsTaken:
    """Return what customers took home of this week's shopping, by rows of it."""
    shopping = market.shopping
    sold = np.flatnonzero(shopping.got != NONE)
    promotion = numbers_of(market.week_tables.promotions, shopping.promotion[sold])
    return UnitsTaken(
        customer=shopping.customer[sold],
        cell=cells_of(market, shopping.customer[sold]),
        offer=shopping.got[sold],
        terms=market.returns.terms.of(shopping.got[sold], promotion),
        week=week_of_unit(market.week, shopping.luck_week[sold]),
        price=prices_paid(market, sold),
        at_home=shopping.at_home[sold],
        on_delivery=np.zeros(len(sold)),
    )


def equip_outlets(market: Market) -> None:
    """Let what outlets are to customers follow from the interventions in force."""
    if not market.active_interventions.active and not market.outlet_traits.version:
        return
    drawn = [market.header.member(name) for name in market.run_tables.outlets]
    in_force = [market.active_interventions.equipped(outlet) for outlet in drawn]
    reach = market.outlet_traits.reach
    if market.outlet_traits.change(in_force) and (market.outlet_traits.reach != reach).any():
        market.crowd.reach_anew(market.outlet_traits.reach)


def update_inventories(market: Market) -> None:
    """Take what was sold off the shelves, and let outlets remember what they were asked for."""
    shopping, shape = market.shopping, market.offer_table.stock.shape
    offers = shape[0] * shape[1]
    got, wanted = shopping.got, shopping.wanted
    sold = np.bincount(got[got != NONE], minlength=offers).reshape(shape)
    unmet = wanted[(wanted != NONE) & (wanted != got) & shopping.asks_anew]
    ordered = shopping.waits[(shopping.waits != NONE) & (shopping.waits != wanted)]
    asked = sold + np.bincount(np.append(unmet, ordered), minlength=offers).reshape(shape)
    for outlet, product in zip(*np.nonzero(asked), strict=True):
        stock = market.members[market.run_tables.outlets[outlet]].stock
        name = market.run_tables.products[product]
        if is_digital(market, name):
            deliver_digital(market, market.run_tables.outlets[outlet], name, sold[outlet, product].item())
        stock.on_hand[name] -= sold[outlet, product].item()
        stock.asked[name] += asked[outlet, product].item()
