"""Point of sale: the message about each product at each outlet, set at the start and whenever it changes."""

from simulator.market.state.protocols import MessageState


def show_point_of_sale_messages(state: MessageState) -> None:
    """Let every outlet say what the content matrix gives it, as credibly as it can."""
    for outlet, number in state.outlet_number.items():
        member = state.header.member(outlet)
        credibility = state.active_interventions.equipped(member).credibility
        for product, column in state.product_number.items():
            maker = state.given.products[product].maker
            name = state.given.messages.said(maker, state.given.focal_maker, member.format or "")
            name = state.active_interventions.said(member, product, name)
            message = None if name is None else state.given.messages.named(name)
            state.offer_table.set_message(number, column, message, credibility, state.brand_knowledge)
