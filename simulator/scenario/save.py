"""Save: a scenario as plain values, as a YAML file that says everything, and as a fingerprint."""

import hashlib
import json
import re
from typing import Any

from simulator.domain.product.benefits import BENEFITS
from simulator.scenario.schema import Scenario
from simulator.scenario.yaml.scalars import scalar_value

NOT_WHAT_HAPPENS = ("name", "situation", "detail", "cohorts", "stages", "crowd")
"""What a fingerprint leaves out: what a run is called, how much of it is kept, how customers are kept."""
BARE = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_ .-]*[A-Za-z0-9_])?")
"""Text that needs no quotes, unless it is one of YAML's own words."""
TO_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def to_plain(scenario: Scenario) -> dict[str, Any]:
    """Return all that a scenario says, defaults included; a single distribution model without a list.

    Benefits are left out where a world names none of its own: fingerprints then are what they were before
    worlds could.
    """
    whole = scenario.model_dump(mode="json")
    if whole["benefits"] == list(BENEFITS):
        del whole["benefits"]
    if len(whole["distribution"]) == 1:
        whole["distribution"] = whole["distribution"][0]
    return whole


def to_yaml(scenario: Scenario) -> str:
    """Return the resolved scenario as a file; loading it gives an equal scenario.

    Equal scenarios written in the same order give the same bytes, whatever library versions there are.
    """
    return "\n".join(_map_lines(to_plain(scenario), "")) + "\n"


def fingerprint(scenario: Scenario) -> str:
    """Return the SHA-256 of what happens in a scenario, as 64 hexadecimal digits.

    Left out are name and situation, which change nothing, and detail, cohorts, stages and crowd, which change
    how a run is kept but not what happens in it. The order of products, segments and other parts counts: sums
    are formed in it, and the first manufacturer is the focal one.
    """
    whole = {key: value for key, value in to_plain(scenario).items() if key not in NOT_WHAT_HAPPENS}
    positive = json.loads(json.dumps(whole), parse_float=lambda written: float(written) + 0.0)
    return hashlib.sha256(json.dumps(positive, separators=(",", ":")).encode()).hexdigest()


def _map_lines(whole: dict[str, Any], indent: str) -> list[str]:
    lines: list[str] = []
    for key, value in whole.items():
        head = f"{indent}{yaml_word(key)}:"
        if isinstance(value, dict) and value:
            lines += [head, *_map_lines(value, f"{indent}  ")]
        elif isinstance(value, list) and any(isinstance(part, dict | list) for part in value):
            lines += [head, *_list_lines(value, f"{indent}  ")]
        else:
            lines.append(f"{head} {yaml_value(value)}")
    return lines


def _list_lines(parts: list[Any], indent: str) -> list[str]:
    lines: list[str] = []
    for part in parts:
        if isinstance(part, dict) and part:
            first, *rest = _map_lines(part, f"{indent}  ")
            lines += [f"{indent}- {first.strip()}", *rest]
        else:
            lines.append(f"{indent}- {yaml_value(part)}")
    return lines


def yaml_value(value: Any) -> str:
    """Return on one line what is short: a word, a number, a list of them, what is empty."""
    if isinstance(value, str):
        return yaml_word(value)
    if isinstance(value, list):
        return f"[{', '.join(yaml_value(part) for part in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{yaml_word(key)}: {yaml_value(part)}' for key, part in value.items())}}}"
    return json.dumps(value, allow_nan=False)


def yaml_word(text: str) -> str:
    """Return a text as a file writes it: bare where that says the same, else in quotes."""
    if BARE.fullmatch(text) and isinstance(scalar_value(text), str):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return TO_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
