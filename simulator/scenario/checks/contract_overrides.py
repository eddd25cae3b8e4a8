"""Contract overrides: a term that a later one sets anew wherever it would hold is never played.

Only what the selectors themselves show is refused: the later one asks for nothing that the earlier one does
not ask for as well, so it selects all the same contracts. Terms that meet in some contracts only are usual
(all dealers, then one of them); the last of them holds there, and `check` and `describe` tell it.
"""

from collections.abc import Iterator
from typing import Any

from simulator.domain.channel.contract_terms import WHO_AND_WHAT, ContractTerms
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.checks.unvalidated import map_in, maps_in, text_in

TERMS = tuple(key for key in ContractTerms.model_fields if key not in (*WHO_AND_WHAT, "exclusive"))
KNOWN = {*ContractTerms.model_fields, "from"}
"""Keys of terms; which contracts an entry with any other key selects is not known."""
OF_A_CARRIER = {"freight": "cost", "delays": "delays", "lead_time_weeks": "lead_time_weeks"}
"""Terms that naming a carrier sets, and what they are called there."""


def check_contract_overrides(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Yield both places of each term that is never played because a later one holds instead."""
    contracts = [(at, terms) for at, terms in maps_in(given, "contracts") if terms.keys() <= KNOWN]
    for number, (early, before) in enumerate(contracts):
        for late, after in contracts[number + 1 :]:
            if not _selects_all_of(after, before):
                continue
            for key in (key for key in TERMS if before.get(key) is not None and _sets(after, key, given)):
                advice = "list its steps in one contract" if key == "rebate" else "leave one of them out"
                yield (
                    ("contracts", early, key),
                    f"is never played: contracts.{late} says it anew for all these buyers; {advice}",
                )
                place = ("contracts", late, key if after.get(key) is not None else "carrier")
                yield place, f"holds wherever contracts.{early}.{key} would, which is never played; {advice}"


def _sets(terms: dict[str, Any], key: str, given: dict[str, Any]) -> bool:
    """Say whether terms set a term, themselves or by the carrier that they name."""
    carrier, of_a_carrier = text_in(terms, "carrier"), OF_A_CARRIER.get(key)
    is_by_carrier = bool(carrier and of_a_carrier) and (
        key != "lead_time_weeks" or map_in(given, "carriers", str(carrier)).get(str(of_a_carrier)) is not None
    )
    return terms.get(key) is not None or is_by_carrier


def _selects_all_of(after: dict[str, Any], before: dict[str, Any]) -> bool:
    """Say whether terms surely select every contract, and every product, that earlier ones do."""
    product = text_in(after, "product")
    return (
        _asked(after.get("to")) <= _asked(before.get("to"))
        and bool(_asked(after.get("to")))
        and _asked(_suppliers(after)) <= _asked(_suppliers(before))
        and product in (None, text_in(before, "product"))
    )


def _suppliers(terms: dict[str, Any]) -> Any:
    return terms.get("from", terms.get("supplied_by"))


def _asked(selector: Any) -> set[tuple[str, Any]]:
    """Return what a selector asks for; a word alone is one that it is called by."""
    if isinstance(selector, str):
        return {("called", selector)}
    said = selector if isinstance(selector, dict) else {}
    return {(key, word) for key, word in said.items() if isinstance(word, str)}
