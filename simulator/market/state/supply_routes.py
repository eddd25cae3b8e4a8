"""Routes: who supplies whom with what, looked up so often that it is kept beside the channel graph.

The graph is the truth; whoever takes an edge away, or puts other terms on one, says so by `forget`.
"""

import networkx as nx

from simulator.domain.channel.channel import Contract, Member, contracts_of, suppliers_of


class SupplyRoutes:
    """Answers about the channel graph, remembered until it changes."""

    def __init__(self, channel: nx.DiGraph) -> None:
        self._channel = channel
        self._drawn = contracts_of(channel)
        self.downwards: tuple[str, ...] = tuple(nx.topological_sort(channel))
        """All members, suppliers before whom they supply: a graph that loses edges keeps this order."""
        self.who_pay_for_delay = tuple(
            dict.fromkeys(one.supplier for one in contracts_of(channel) if one.late_fee > 0)
        )
        """Suppliers who pay some buyer for what they owe."""
        self._supplies: dict[tuple[str, str], Contract | None] = {}
        self._between: dict[tuple[str, str], Contract] = {}
        self._suppliers: dict[str, tuple[Contract, ...]] = {}

    def forget(self) -> None:
        """Look everything up anew: the graph has changed."""
        self._supplies.clear()
        self._between.clear()
        self._suppliers.clear()

    def suppliers(self, buyer: str) -> tuple[Contract, ...]:
        """Return the contracts under which a member is supplied with goods."""
        found = self._suppliers.get(buyer)
        if found is None:
            found = self._suppliers[buyer] = tuple(suppliers_of(self._channel, buyer))
        return found

    def supply(self, buyer: str, product: str) -> Contract | None:
        """Return the first contract under which a member is supplied with a product."""
        key = (buyer, product)
        if key not in self._supplies:
            those = (one for one in self.suppliers(buyer) if product in one.prices)
            self._supplies[key] = next(those, None)
        return self._supplies[key]

    def contracts(self) -> list[Contract]:
        """Return the contracts in force, in the order in which they were drawn."""
        return contracts_of(self._channel)

    def buyers(self, supplier: str) -> list[Contract]:
        """Return the contracts under which a member supplies others."""
        return [contract for _, _, contract in self._channel.out_edges(supplier, data="contract")]

    def linked_above(self, name: str) -> list[str]:
        """Return the members that have a contract with a member as its supplier or host."""
        return list(self._channel.predecessors(name))

    def contract_had(self, buyer: str, product: str) -> Contract | None:
        """Return the first contract under which a member ever was supplied with a product."""
        return next((one for one in self._drawn if one.buyer == buyer and product in one.prices), None)

    def between(self, supplier: str, buyer: str) -> Contract:
        """Return the contract between two members; KeyError if there is none."""
        key = (supplier, buyer)
        found = self._between.get(key)
        if found is None:
            found = self._between[key] = self._channel.edges[key]["contract"]
        return found

    def hosting(self, outlet: str) -> Contract | None:
        """Return the contract under which an outlet sells on a marketplace that is not its own."""
        host = self._member(outlet).hosted_by
        return (
            None if host is None or not self._channel.has_edge(host, outlet) else self.between(host, outlet)
        )

    def commission(self, outlet: str) -> float:
        """Return what a marketplace keeps of the outlet's sales [share]."""
        hosting = self.hosting(outlet)
        return 0.0 if hosting is None else hosting.commission

    def handling(self, outlet: str) -> float:
        """Return the cost of handling one sale at an outlet, fulfilment fee included [currency]."""
        hosting, own = self.hosting(outlet), self._member(outlet).sale_cost
        return own if hosting is None or hosting.fulfilment_fee is None else own + hosting.fulfilment_fee

    def _member(self, name: str) -> Member:
        member: Member = self._channel.nodes[name]["member"]
        return member
