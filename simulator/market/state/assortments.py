"""Assortments: the products that outlets with a listing rule list; all others list everything."""

from collections.abc import Iterable


class Assortments:
    """Which products each outlet lists, and which of them it has listed since its last order of them."""

    def __init__(self) -> None:
        self._on: dict[str, frozenset[str]] = {}
        self._new: set[tuple[str, str]] = set()

    def has(self, name: str, product: str) -> bool:
        """Say whether a member lists a product."""
        on = self._on.get(name)
        return on is None or product in on

    def of(self, name: str) -> frozenset[str]:
        """Return what is on a member's list; nothing before it has chosen for the first time."""
        return self._on.get(name, frozenset())

    def put(self, name: str, products: Iterable[str]) -> None:
        """Let a member list these products and no others; what it opens with it need not order."""
        on = frozenset(products)
        if name in self._on:
            self._new |= {(name, product) for product in on - self._on[name]}
            self._new -= {(name, product) for product in self._on[name] - on}
        self._on[name] = on

    def takes_first_order(self, name: str, product: str) -> bool:
        """Say whether a product is to be ordered for the first time since it is listed; asked once."""
        is_new = (name, product) in self._new
        self._new.discard((name, product))
        return is_new
