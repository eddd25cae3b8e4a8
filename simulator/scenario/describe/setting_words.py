"""Setting words: any value that a scenario holds, in words: a number, a word, a list, a record, an entry."""

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.base.record import Record, TerseRecord
from simulator.base.registry import Registry
from simulator.scenario.describe.number_words import in_words, listed, number


def setting_words(value: Any) -> str:
    """Return a validated value in words; of an entry of a registry, its name and its parameters.

    >>> setting_words([1, 2.5]), setting_words(None), setting_words({"quality": 0.5})
    ('1 and 2.5', 'none', 'quality 0.5')
    """
    match value:
        case None:
            return "none"
        case bool() | str():
            return str(value)
        case int() | float():
            return number(value)
        case list() | tuple():
            return listed(map(setting_words, value))
        case Record():
            return _record_words(value)
    return _terms(value) or "none"


def _record_words(noun: Record) -> str:
    chosen, terms = in_words(entry_name(noun)), _terms(dict(_given(noun)))
    return f"{chosen} ({terms})" if chosen and terms else chosen or terms or "none"


def entry_name(noun: Record) -> str:
    """Return the name under which a noun's class is registered; empty if it is no entry of a registry."""
    names = (name for (_, name), entry in Registry.standing.items() if entry is type(noun))
    return next(names, "")


def _given(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield the settings of a record; of one with many of which few are given, these."""
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if not isinstance(record, TerseRecord) or value != field.default:
            yield name, value


def _terms(terms: Mapping[Any, Any]) -> str:
    return ", ".join(f"{in_words(str(key))} {setting_words(value)}" for key, value in terms.items())
