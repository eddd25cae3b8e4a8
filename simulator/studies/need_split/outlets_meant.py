"""Outlets meant: the outlets that are named, by name or by format, in a run or in a channel."""

from collections.abc import Iterable

import networkx as nx

from simulator.base.registry import suggestion
from simulator.domain.channel.channel import members_of
from simulator.domain.channel.member import Member
from simulator.scenario.errors.arguments import argument_error, entries_of, text_value
from simulator.scenario.errors.quoting import shortened
from simulator.studies.probing.channel_changes import outlets_with

type Outlets = str | Iterable[str] | None
"""A name or format of outlets, or several; none: outlets that one run has and the other has not."""


def names_given(outlets: Outlets) -> tuple[str, ...]:
    """Return names and formats as they were given, at least one; ArgumentError for what is no text."""
    given = (outlets,) if isinstance(outlets, str) else entries_of("outlets", outlets, "['web_store']")
    if not given:
        raise argument_error("outlets", "name at least one outlet or format, or leave it out")
    return tuple(text_value("outlets", one) for one in given)


def outlets_meant(channel: nx.DiGraph, outlets: Outlets, products: frozenset[str]) -> tuple[str, ...]:
    """Return the names of the outlets that are meant, in the order in which they were drawn.

    A format means the outlets of that format that are supplied with some of the *products*.
    """
    formats = {one.name: one.format for one in members_of(channel) if one.format is not None}
    supplied = {one.name: one.format for one in outlets_with(channel, products)}
    known = [*formats, *dict.fromkeys(map(str, supplied.values()))]
    given = names_given(outlets)
    for one in given:
        if one not in known:
            told = f"no outlet or format is called '{shortened(one)}'; {suggestion(one, known)}"
            raise argument_error("outlets", told)
    return tuple(name for name in formats if name in given or supplied.get(name) in given)


def outlets_added(members: Iterable[Member], without: Iterable[Member]) -> tuple[str, ...]:
    """Return the names of the outlets that the other run has not; ArgumentError if there are none."""
    there = {member.name for member in without}
    found = tuple(m.name for m in members if m.format is not None and m.name not in there)
    if not found:
        raise argument_error("outlets", "both have the same outlets, so that none is without any")
    return found
