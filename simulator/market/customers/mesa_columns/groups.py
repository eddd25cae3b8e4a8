"""Groups: what Mesa's `groupby` gives when the groups are rows."""

from collections.abc import Callable
from typing import Any

from mesa.agentset import GroupBy


class Groups(GroupBy):  # type: ignore[misc]
    """Mesa's groups, aggregated by the column instead of by the agent."""

    def agg(self, attr_name: str, func: Callable[[Any], Any]) -> dict[Any, Any]:
        """Aggregate an attribute within each group."""
        return {name: group.agg(attr_name, func) for name, group in self.groups.items()}
