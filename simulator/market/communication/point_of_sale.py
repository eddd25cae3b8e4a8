"""Signs: what is said of each product at each outlet, put up at the start and whenever it changes."""

from simulator.market.market import Market


def show_point_of_sale_messages(market: Market) -> None:
    """Let every outlet say what the content matrix gives it, as credibly as it can."""
    for outlet, number in market.outlet_number.items():
        member = market.member(outlet)
        for product, column in market.product_number.items():
            maker = market.given.products[product].maker
            name = market.given.messages.said(maker, market.given.focal_maker, member.format or "")
            name = market.active_interventions.said(member, product, name)
            message = None if name is None else market.given.messages.named(name)
            market.offer_table.say(number, column, message, member.credibility, market.brand_knowledge)
