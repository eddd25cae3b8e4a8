"""Supply routes: contracts by buyer and product, kept beside the channel graph because of many look-ups.

The graph is the truth; whoever takes an edge away, or puts other terms on one, says so by `forget`.
"""

import networkx as nx

from simulator.domain.channel.channel import contracts_of, suppliers_of
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.market.state.sourcing import Sourcing


class SupplyRoutes:
    """Answers about the channel graph, remembered until it changes."""

    def __init__(self, channel: nx.DiGraph, sourcing: Sourcing) -> None:
        self._channel = channel
        self._sourcing = sourcing
        self._drawn = contracts_of(channel)
        self.downwards: tuple[str, ...] = tuple(nx.topological_sort(channel))
        """All members, suppliers before their buyers: a graph that loses edges keeps this order."""
        self.who_pay_for_delay = tuple(
            dict.fromkeys(one.supplier for one in contracts_of(channel) if one.late_fee > 0)
        )
        """Suppliers that pay some buyer for what they owe."""
        self._supplies: dict[tuple[str, str], tuple[Contract, ...]] = {}
        self._between: dict[tuple[str, str, str], Contract] = {}
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
        """Return the contract under which a member would order a product now: the first by its rule."""
        return next(iter(self.supplies(buyer, product)), None)

    def supplies(self, buyer: str, product: str) -> tuple[Contract, ...]:
        """Return all contracts under which a member is supplied with a product, ranked by its rule."""
        found = self._supplies.get((buyer, product))
        if found is None:
            found = tuple(one for one in self.suppliers(buyer) if product in one.prices)
            self._supplies[buyer, product] = found
        return found if len(found) < 2 else self._sourcing.ranked(self._member(buyer), product, found)

    def split(self, buyer: str, product: str, units: int) -> list[tuple[Contract, int]]:
        """Return what a member orders under each contract of so many units of a product [steps]."""
        contracts = self.supplies(buyer, product)
        parts = self._sourcing.split(self._member(buyer), product, contracts, units)
        return list(zip(contracts, parts, strict=True))

    def contracts(self) -> list[Contract]:
        """Return the contracts in force, in the order in which they were drawn."""
        return contracts_of(self._channel)

    def buyers(self, supplier: str) -> list[Contract]:
        """Return the contracts under which a member supplies others."""
        edges = self._channel.out_edges(supplier, data="contracts")
        return [contract for _, _, both in edges for contract in both]

    def linked_above(self, name: str) -> list[str]:
        """Return the members that have a contract with a member as its supplier or host."""
        return list(self._channel.predecessors(name))

    def contract_had(self, buyer: str, product: str) -> Contract | None:
        """Return the first contract under which a member ever was supplied with a product."""
        return next((one for one in self._drawn if one.buyer == buyer and product in one.prices), None)

    def between(self, supplier: str, buyer: str, product: str) -> Contract:
        """Return the contract for a product between two members; LookupError if there is none."""
        key = (supplier, buyer, product)
        found = self._between.get(key)
        if found is None:
            edge: tuple[Contract, ...] = self._channel.edges[supplier, buyer]["contracts"]
            found = next((one for one in edge if product in one.prices), None)
            if found is None:
                raise LookupError(f"'{supplier}' does not supply '{buyer}' with '{product}'")
            self._between[key] = found
        return found

    def hosting(self, outlet: str) -> Contract | None:
        """Return the contract under which an outlet sells on a marketplace that is not its own."""
        host = self._member(outlet).hosted_by
        if host is None or not self._channel.has_edge(host, outlet):
            return None
        edge: tuple[Contract, ...] = self._channel.edges[host, outlet]["contracts"]
        return next((one for one in edge if not one.prices), edge[0])

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
