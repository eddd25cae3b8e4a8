"""Issues: what members of a channel quarrel about, and whether a rule was broken.

An issue is a class in the registry `CONFLICT_ISSUES`, one file in `catalog/conflict_issues/`. It declares

    importance     how much it weighs, unless a scenario says otherwise [0 … 1]
    by_default     whether it counts, and is put on record, in a scenario that says nothing of issues
    place          its place among the issues; equal places stand by name
    is_vertical    whether it is settled between a supplier and its buyer, whoever else it concerns

and who is open to it (`exposed`), and how harm comes about by it: of what customers choose among, by an offer
that is there at all (`presence`), or by what it asks (`price_undercut` alone); or beside choice (`harms`), of
what is known when the week's shopping is over. Harm to one outlet by all that customers choose among is
worked out jointly, and each lost cent falls to one issue; what is lost beside choice must be other cents.

What of it shows to outlets is another matter, and all that felt conflict knows (`signs`): prices are seen,
what others sell is heard of (`is_hearsay`), and what shows nothing is laid on whoever is seen. An issue that
would break a promise says where one was made (`promised`).

Harm is written down by aggrieved, source, product, issue and conduct. The same loss may come from fair
competition or from a broken promise; the index counts both, and `conflict` tells them apart.

Passing over a confirmed order is a breach, and so is what an intruder takes in a promised territory, at any
price; an undercut is split at the source's own floor, if what it advertises is a breach of that
(`simulator.mechanisms.pricing.price_floor`).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar, Literal, Protocol

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.domain.registries import CONFLICT_ISSUES

type Conduct = Literal["rivalry", "breach"]
CONDUCTS: tuple[Conduct, ...] = ("rivalry", "breach")
"""Rivalry keeps all rules. A breach is an advertised price below the source's own floor, a sale in a
territory that was promised to others, or goods for one buyer that another had ordered and did not get."""

type Presence = tuple[Callable[[Any], Flags], Callable[[Any], Flags]]
"""Of the meetings of outlets with offers that their customers considered (`mechanisms.conflict.considered`):
where an offer harms by being there, and where its being there breaks a rule."""

type Loss = tuple[int, int, int, Conduct, int]
"""Aggrieved and source as parties, product, conduct, and the harm counted in fractions of a money step."""

type Sign = tuple[int, int, int, bool]
"""Aggrieved and source as parties, product, and whether it looks to the aggrieved like a broken promise."""


class ConflictWeek(Protocol):
    """What issues may ask of a week of the market, in tables of outlets and products [O, P]."""

    present: Flags
    """Whether the outlet has the product in stock, or takes orders for it."""
    independent: Flags
    """[O, 1] whether the outlet belongs to no manufacturer."""
    direct: Flags
    """Whether the product is there at an outlet of its own manufacturer."""
    territory: Flags
    """Whether the area was promised to the outlet."""
    maker: Integers
    """[P] manufacturer of the product."""
    at_home: Flags
    """[C, O] whether the outlet serves the region of a cell of customers."""
    standing: Integers
    """[C, O, P] how far the outlet's goods are meant for the cell's region: the more, the higher."""
    advises: Flags
    """Whether the outlet advises any customer on the product's category."""
    short: Flags
    """Whether the outlet had to share its supplier's goods with others."""
    feels: Flags
    """[O] whether the outlet feels what others do to it: one of its own with a policy of escalation."""
    parties: Integers
    """[O] the outlets, as parties."""
    owner: Integers
    """[O] manufacturer that the outlet belongs to, or none."""
    price: Integers
    """What is asked of everybody [money steps]."""
    floor: Integers
    """The lowest price that the outlet may advertise; 0: any [money steps]."""
    tolerance: float
    """How far below one's own price another's may be without being an undercut [share]."""
    sold: Integers
    """[C, O, P] units that customers of a cell took at the outlet this week."""

    def scopes(self) -> Iterable[Flags]:
        """Return regions, as the outlets that serve them [O]."""

    def missed(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield outlet and supplier as parties, product and margin that customers missed cost the outlet."""

    def sold_on_terms(self) -> Iterator[Any]:
        """Yield what independent outlets sold, on which terms (`mechanisms.conflict.margin_squeeze`)."""

    def late(self) -> Iterator[tuple[int, int, int]]:
        """Yield buyer and supplier as parties, and product, of orders in hand not shipped in full."""


class IssueOfConflict:
    """An issue; its methods are asked without an instance."""

    importance: ClassVar[float] = 0.5
    by_default: ClassVar[bool] = False
    place: ClassVar[int] = 100
    is_vertical: ClassVar[bool] = False
    asks_ways: ClassVar[bool] = False
    """Whether it asks by which way goods came (`Considered.standing`)."""
    presence: ClassVar[Presence | None] = None
    precedence: ClassVar[int] = 100
    """Its turn among issues by which offers harm by being there: the first has the harm. The more particular
    go first: what is known of the customer, of the goods, of the place, of the kind of outlet."""
    is_hearsay: ClassVar[bool] = False
    """Whether its signs are heard of, by chance and late, and not seen in the same week."""

    @classmethod
    def exposed(cls, week: ConflictWeek) -> Flags:
        """Return over which offers independent outlets were open to it [O, P]."""
        raise NotImplementedError

    @classmethod
    def harms(cls, week: ConflictWeek) -> Iterator[Loss]:
        """Yield what it cost independent outlets beside what customers chose; of most issues nothing."""
        del week
        yield from ()

    @classmethod
    def signs(cls, week: ConflictWeek) -> Iterator[Sign]:
        """Yield what outlets could notice of it this week; of some issues nothing."""
        del week
        yield from ()

    @classmethod
    def promised(cls, week: ConflictWeek) -> Flags:
        """Return for which offers a supplier promised that this would not be [O, P]; for most issues none."""
        return np.zeros_like(week.present)


def usual_importance() -> dict[str, float]:
    """Return the issues that count by default, in their order, and how much they weigh."""
    return {name: issue.importance for name, issue in _in_order() if issue.by_default}


def issues_on_record(importance: Iterable[str]) -> tuple[str, ...]:
    """Return the issues over which harm is put on record: the usual ones, and others of *importance*."""
    told = set(importance)
    return tuple(name for name, issue in _in_order() if issue.by_default or name in told)


def _in_order() -> list[tuple[str, type[IssueOfConflict]]]:
    return sorted(CONFLICT_ISSUES.items(), key=lambda entry: (entry[1].place, entry[0]))
