"""Populated: what a Mesa model must know about its populations.

Only that they are there: everything else of `mesa.Model` is used as it is.
"""

from mesa import Agent, Model
from mesa.agentset import AbstractAgentSet

from simulator.market.customers.mesa_columns.mixed_agent_set import MixedAgentSet
from simulator.market.customers.mesa_columns.population import Population


class PopulatedModel(Model):  # type: ignore[misc]
    """A Mesa model with some agents that are rows of columns."""

    _populations: tuple[Population, ...] = ()

    def register_population(self, population: Population, listed_as: type[Agent] | None = None) -> Population:
        """List a population among the model's agents, under its handle type or a class above it."""
        listed_as = listed_as or population.handle_type
        if population.roster.model is not self:
            raise ValueError("this population was made for another model")
        if not issubclass(population.handle_type, listed_as):
            raise TypeError(
                f"a {population.handle_type.__name__} is no {listed_as.__name__}: it cannot be listed as one"
            )
        if len(self.agents_by_type.get(listed_as, ())):
            raise ValueError(
                f"there are agents listed as {listed_as.__name__} already: list this population as a subclass"
            )
        self._populations = (*self._populations, population)
        self.agents_by_type[listed_as] = population
        return population

    @property
    def agents(self) -> AbstractAgentSet:
        """All agents: the ordinary ones first, then each population."""
        ordinary = super().agents
        return MixedAgentSet([ordinary, *self._populations], self.random) if self._populations else ordinary

    def register_agent(self, agent: Agent) -> None:
        """Register an ordinary agent, unless its class is the name of a population."""
        if isinstance(self.agents_by_type.get(type(agent)), Population):
            raise TypeError(
                f"{type(agent).__name__} lists a population here: give this agent a subclass of its own"
            )
        super().register_agent(agent)

    def deregister_agent(self, agent: Agent) -> None:
        """Let an agent leave, wherever it is listed."""
        for population in self._populations:
            if agent in population:
                population.remove(agent)
                return
        super().deregister_agent(agent)

    def remove_all_agents(self) -> None:
        """Let everyone leave; rows are asked one by one only if their class has a `remove` of its own."""
        for population in self._populations:
            if population.handle_type.remove is not Agent.remove:
                population.do("remove")
            population.clear()
        super().remove_all_agents()
