"""Message format checks: kinds of outlets for which a message is said must be kinds that there can be."""

from collections.abc import Iterable, Iterator

from simulator.base.registry import suggestion
from simulator.domain.channel.member import Member
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.scenario.checks.inconsistency import KEY, Inconsistency
from simulator.scenario.schema import Scenario


def unknown_formats(scenario: Scenario, members: Iterable[Member]) -> Iterator[Inconsistency]:
    """Yield kinds of outlets for which a message is said that no outlet is of, in any distribution model.

    One that is only missing here may be there in another way to market with the same messages.
    """
    usual = [
        field.default
        for _, model in DISTRIBUTION_MODELS.items()
        for name, field in model.model_fields.items()
        if name.endswith("_format")
    ]
    there = (member.format for member in members)
    known = list(dict.fromkeys(kind for kind in (*there, *usual) if kind is not None))
    for kind in scenario.messages.by_channel:
        if kind not in known:
            keys = ("messages", "by_channel", kind, KEY)
            yield keys, f"no kind of outlet called '{kind}'; {suggestion(kind, known)}"
