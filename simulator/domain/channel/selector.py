"""Selector: members selected by properties instead of a list of names."""

from collections.abc import Collection, Iterable
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from simulator.base.record import TerseRecord
from simulator.base.registry import suggestion
from simulator.domain.channel.member import Member
from simulator.domain.units import Name


class Selector(TerseRecord):
    """Members with all the properties given; one word alone may stand for any of them."""

    called: Name | None = None
    """A word that is their name, format, role, tier or one of their tags; it may stand without a key."""
    name: Name | None = None
    """What they are called [name of a member]."""
    role: Name | None = None
    """What they are in the channel [agent kind]."""
    tier: Name | None = None
    """The tier they stand in; where a model does not name tiers, the role [tier]."""
    format: Name | None = None
    """Kind of outlet that they are to customers [format]."""
    tag: Name | None = None
    """A word that they are tagged with [tag]."""
    region: Name | None = None
    """The region that they serve [region]."""
    owner: Name | None = None
    """The manufacturer that they belong to [manufacturer]."""

    @model_validator(mode="after")
    def _says_something(self) -> "Selector":
        if not self.given():
            raise ValueError("selects nobody; give a name, role, tier, format, tag, region or owner")
        return self

    def given(self) -> dict[str, str]:
        """Return what it asks for, by key."""
        asked = {key: getattr(self, key) for key in type(self).model_fields}
        return {key: word for key, word in asked.items() if word is not None}

    @property
    def words(self) -> str:
        """Return the words that it asks for."""
        return " ".join(self.given().values())

    def selects(self, member: Member) -> bool:
        """Say whether a member is meant."""
        return all(word in words_of(member, key) for key, word in self.given().items())


def words_of(member: Member, key: str) -> Collection[str]:
    """Return the words of a member that a key of a selector can ask for."""
    if key == "called":
        return [word for part in ("name", "format", "role", "tier", "tag") for word in words_of(member, part)]
    if key == "tag":
        return member.tags
    if key == "tier":
        return (member.in_tier,)
    word = getattr(member, key)
    return () if word is None else (word,)


def missed(selector: Selector, members: Iterable[Member]) -> tuple[str, str, list[str]]:
    """Return why a selector selects no member: the key, what is wrong, and what there is instead.

    The key is empty where every word is known, and nobody is all of it at once.
    """
    everybody = list(members)
    for key, word in selector.given().items():
        known = list(dict.fromkeys(one for member in everybody for one in words_of(member, key)))
        if word not in known:
            what = "name, format, role, tier or tag" if key == "called" else key
            return key, f"nobody has the {what} '{word}'", known
    told = " and ".join(f"{key} '{word}'" for key, word in selector.given().items())
    return "", f"nobody there has {told}", []


def _one_word(raw: Any) -> Any:
    return {"called": raw} if isinstance(raw, str) else raw


type Who = Annotated[Selector, BeforeValidator(_one_word, json_schema_input_type=Selector | Name)]


def fault_of(
    who: Selector, keys: tuple[str | int, ...], parties: list[Member]
) -> tuple[tuple[str | int, ...], str]:
    """Return why a selector selects no member, with its place."""
    key, why, known = missed(who, parties)
    place = keys if key in ("", "called") else (*keys, key)
    return place, f"{why}; {suggestion(who.given()[key], known)}" if known else why
