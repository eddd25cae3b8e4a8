"""Everyone: what `model.agents` is when some agents are rows.

The ordinary agents first, then each population, as one agent set. Choosing and grouping keep the parts
apart, so rows stay rows; one common order (`sort`, `shuffle`) needs the handles and is Mesa's own AgentSet.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from random import Random
from typing import Any, Never, Self

from mesa import Agent
from mesa.agentset import AbstractAgentSet, AgentSet, GroupBy

from simulator.market.customers.mesa_columns.row_agent_set import Groups, acting
from simulator.market.customers.mesa_columns.sorting import count_off

NOT_IN_PLACE = "model.agents is not changed in place: use the set that is returned"


class MixedAgentSet(AbstractAgentSet):  # type: ignore[misc]
    """Several agent sets that have no agent in common, one after another."""

    def __init__(self, parts: Sequence[AbstractAgentSet], random: Random) -> None:
        self.parts = parts
        self.random = random

    def __len__(self) -> int:
        return sum(len(part) for part in self.parts)

    def __iter__(self) -> Iterator[Agent]:
        return chain.from_iterable(self.parts)

    def __contains__(self, agent: object) -> bool:
        return any(agent in part for part in self.parts)

    def to_list(self) -> list[Agent]:
        """List the agents."""
        return list(self)

    def copy(self) -> "MixedAgentSet":
        """Copy each part; the agents are the same."""
        return MixedAgentSet([part.copy() for part in self.parts], self.random)

    __copy__ = copy

    # -- values -------------------------------------------------------------------------------------

    def get(self, attr_names: Any, handle_missing: str = "error", default_value: Any = None) -> list[Any]:
        """List an attribute, or a list of attributes, of every agent."""
        return [value for part in self.parts for value in part.get(attr_names, handle_missing, default_value)]

    def set(self, attr_name: str, value: Any) -> Self:
        """Set an attribute of every agent to one value."""
        for part in self.parts:
            part.set(attr_name, value)
        return self

    # -- choosing, grouping, ordering ---------------------------------------------------------------

    def select(
        self,
        filter_func: Callable[[Agent], bool] | None = None,
        at_most: float = float("inf"),
        inplace: bool = False,
        agent_type: type[Agent] | None = None,
    ) -> "MixedAgentSet":
        """Choose agents by a question, by type or by number, part by part."""
        _refuse(inplace)
        left, chosen = count_off(at_most, len(self)), []
        for part in self.parts:
            chosen.append(part.select(filter_func, at_most=left, agent_type=agent_type))
            left -= len(chosen[-1])
        return MixedAgentSet(chosen, self.random)

    def groupby(self, by: Any, result_type: str = "agentset") -> GroupBy:
        """Group the agents by an attribute or by the answer of a callable."""
        groups: dict[Any, list[Any]] = {}
        for part in self.parts:
            for key, members in part.groupby(by, result_type):
                groups.setdefault(key, []).append(members)
        if result_type == "list":
            return GroupBy({key: list(chain(*members)) for key, members in groups.items()})
        return Groups({key: MixedAgentSet(members, self.random) for key, members in groups.items()})

    def shuffle(self, inplace: bool = False) -> AgentSet:
        """Put everyone in one random order."""
        _refuse(inplace)
        return AgentSet(self._shuffled(), self.random)

    def sort(self, key: Any, ascending: bool = False, inplace: bool = False) -> AgentSet:
        """Put everyone in one order, the largest first unless told otherwise."""
        _refuse(inplace)
        ask = operator.attrgetter(key) if isinstance(key, str) else key
        return AgentSet(sorted(self, key=ask, reverse=not ascending), self.random)

    def _shuffled(self) -> list[Agent]:
        agents = self.to_list()
        self.random.shuffle(agents)
        return agents

    # -- one by one ---------------------------------------------------------------------------------

    def do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Have every agent do something, part by part."""
        for part in self.parts:
            part.do(method, *args, **kwargs)
        return self

    def shuffle_do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Have every agent that is still there do something, in one random order."""
        act = acting(method, *args, **kwargs)
        for agent in self._shuffled():
            if agent in self:
                act(agent)
        return self

    def map(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Have every agent do something and list what came of it."""
        return [answer for part in self.parts for answer in part.map(method, *args, **kwargs)]

    # -- refused ------------------------------------------------------------------------------------

    def add(self, agent: Agent) -> Never:
        """Refuse: an agent joins by being made."""
        raise TypeError(f"{agent!r} joins the model by being made, not by being added to everyone")

    def remove(self, agent: Agent) -> Never:
        """Refuse: an agent leaves by its own `remove`."""
        raise TypeError(f"{agent!r} leaves the model with agent.remove()")

    discard = remove

    def _update(self, _agents: Iterable[Agent]) -> Never:
        raise TypeError(NOT_IN_PLACE)

    @classmethod
    def _from_iterable(cls, agents: Iterable[Agent]) -> AgentSet:
        return AgentSet(agents)


def _refuse(inplace: bool) -> None:
    if inplace:
        raise TypeError(NOT_IN_PLACE)
