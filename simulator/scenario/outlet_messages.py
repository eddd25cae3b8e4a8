"""Outlet messages: what a scenario has outlets say, and messages of its own."""

from pydantic import ConfigDict

from simulator.base.record import Record
from simulator.domain.communication.message import Message
from simulator.domain.registries import MESSAGES
from simulator.domain.units import Name


class Messages(Record):
    """What is said at the outlets: one message everywhere, or one for each kind of outlet.

    Every further key is a message of this scenario's own, in the form ``{says: …, claims: …}``.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Message]

    default: Name | None = None
    """Said of the focal manufacturer's products wherever nothing else is; left out, nothing [message]."""
    by_channel: dict[Name, Name] = {}
    """Said of them at outlets of a format instead [message, by format]."""
    by_maker: dict[Name, Name] = {}
    """Said of other manufacturers' products [message, by manufacturer]."""

    def named(self, name: str) -> Message:
        """Return the scenario's own message of that name, else the library's."""
        own = (self.__pydantic_extra__ or {}).get(name)
        return own if own is not None else MESSAGES.get(name)

    def names(self) -> list[str]:
        """Return the names of all messages that can be said here."""
        return sorted({*(self.__pydantic_extra__ or {}), *MESSAGES.names()})

    def said(self, maker: str, focal: str, outlet_format: str) -> str | None:
        """Return what is said of a manufacturer's products at a format of outlet [message]."""
        if maker == focal:
            return self.by_channel.get(outlet_format, self.default)
        return self.by_maker.get(maker)
