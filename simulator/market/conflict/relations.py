"""Relations: the suppliers of an outlet, and which makers' products each supplies; all as codes."""

from simulator.market.state.protocols import FeelingState


def party(state: FeelingState, code: int) -> str:
    """Return the name of a party."""
    return state.header.parties[code]


def suppliers_and_host(state: FeelingState, name: str) -> dict[int, None]:
    """Return the members from which an outlet has goods, and its marketplace if it sells on one."""
    found = {state.header.code(one.supplier): None for one in state.routes.suppliers(name)}
    hosting = state.routes.hosting(name)
    return found if hosting is None else {**found, state.header.code(hosting.supplier): None}


def supplier_for(state: FeelingState, name: str, maker: int) -> int | None:
    """Return from which member an outlet would order the first of a manufacturer's products that it can."""
    tables = state.run_tables
    own = (product for at, product in enumerate(tables.products) if tables.maker[at] == maker)
    contracts = (state.routes.supply(name, product) for product in own)
    return next((state.header.code(one.supplier) for one in contracts if one is not None), None)


def makers_from(state: FeelingState, name: str, other: int) -> set[int]:
    """Return the manufacturers, by number, of what another supplies or hosts an outlet with."""
    tables = state.run_tables
    hosting = state.routes.hosting(name)
    if hosting is not None and state.header.code(hosting.supplier) == other:
        return set(tables.maker.tolist())
    makers = {maker: supplier_for(state, name, maker) for maker in set(tables.maker.tolist())}
    return {maker for maker, supplier in makers.items() if supplier == other}
