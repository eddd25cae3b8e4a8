"""Distribution model: what it is asked, and what it draws.

IMPLEMENT: a class in the registry of distribution models with parameters as fields and `draw`.
FOR FREE: `list`, `check`, the JSON Schema, hybrids, events that open it later, every contract test.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import Field

from simulator.base.keyed_random import KeyedRandom, stable_key, uniform
from simulator.base.record import Chosen, Record
from simulator.domain.channel.channel import ChannelError
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.delivery_terms import Delivery
from simulator.domain.channel.member import Member
from simulator.domain.channel.named_members import NamedMember, named_for
from simulator.domain.channel.size_limits import MOST_MEMBERS, too_many_members
from simulator.domain.product.product import Product
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Name


@dataclass(frozen=True)
class Setting:
    """Surroundings in which a distribution model draws."""

    maker: str
    """The first manufacturer of products that go this way, for most models the only one."""
    products: dict[str, Product]
    """The products that go this way; each names its manufacturer."""
    regions: tuple[str, ...]
    random: KeyedRandom
    opens: int | None = 0
    """The week in which what is drawn opens; none: it is not dated [week]."""
    named_members: tuple[NamedMember, ...] = ()
    """Named members in the maker's channel that have no place yet."""
    most_members: int = MOST_MEMBERS
    """The most members that may be drawn [members]."""

    def drawing(self) -> "Drawing":
        """Return an empty drawing that takes no more members than there may be."""
        return Drawing(most_members=self.most_members)

    def places(
        self,
        made_up: Sequence[str],
        role: str,
        outlet_format: str | None = None,
        region: str | None = None,
        *,
        one: bool = False,
    ) -> list[str]:
        """Return the names for the places of a role and format in a region: of named members, else made up.

        As many as are named, unless there is only *one* place.
        """
        named = named_for(self.named_members, role, outlet_format, region)
        return named[: 1 if one else None] or list(made_up)

    def luck(self, purpose: str, name: str) -> float:
        """Return the member's own keyed number in (0, 1) for a purpose."""
        return uniform(self.random.word(purpose, 0, stable_key(name)))

    def between(self, low: float, high: float, purpose: str, name: str) -> float:
        """Return the member's own number between two bounds, uniformly drawn."""
        return low + (high - low) * self.luck(purpose, name)

    def prices(self, discount: float) -> dict[str, float]:
        """Return what a buyer pays for each product at a discount off the list price."""
        return {name: product.list_price * (1.0 - discount) for name, product in self.products.items()}


@dataclass
class Drawing:
    """Members and contracts, as a distribution model draws them one by one."""

    members: list[Member] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)
    most_members: int = MOST_MEMBERS

    def add(self, member: Member, *contracts: Contract) -> Member:
        """Add a member and the contracts that come with it; return the member.

        Raises ChannelError at the first member more than there may be.
        """
        if len(self.members) >= self.most_members:
            raise ChannelError(too_many_members(self.most_members))
        self.members.append(member)
        self.contracts.extend(contracts)
        return member


class DistributionModel(Record):
    """A way of bringing a manufacturer's products to customers."""

    for_everybody: ClassVar[bool] = False
    """Whether, where no maker is named, every manufacturer's products go this way, not the focal one's."""

    channel: ClassVar[str | None] = None
    """What a manager calls the outlets that it draws, as a way to market; none: its own name, in words."""

    maker: Name | None = None
    """Manufacturer of the products that go this way; left out, the focal one [name]."""
    products: list[Name] | None = None
    """Which of its products; left out, all of them [names]."""
    regions: list[Name] | None = None
    """Where its shops are; left out, in every region. Outlets that serve all regions do so still [names]."""
    delivery: Delivery | None = None
    """How goods are carried along it, if not as the model says; `contracts` have the last word."""
    label: Annotated[str, Field(max_length=40)] = ""
    """Put in front of the names of the members drawn; left out, the manufacturer's name."""

    def whose(self, focal: str, everybody: Sequence[str]) -> list[str]:
        """Return the manufacturers of the products that go this way."""
        if self.maker is None and self.for_everybody:
            return list(everybody)
        return [self.maker or focal]

    @abstractmethod
    def draw(self, setting: Setting) -> Drawing:
        """Draw members and contracts between the manufacturer and its customers."""

    def part_of(self, buyer: Member) -> tuple[str | int, ...]:  # noqa: ARG002 - for models in parts
        """Return the keys under which the terms of a buyer that it draws stand; none: among its own."""
        return ()

    def named(self, setting: Setting, *parts: object) -> str:
        """Return the name of a member: label, then what and where it is."""
        return " ".join(str(part) for part in (self.label or setting.maker, *parts))


type DistributionChoice = Annotated[DistributionModel, Chosen(DISTRIBUTION_MODELS, "model")]
