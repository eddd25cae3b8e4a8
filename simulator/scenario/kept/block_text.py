"""Block text: a block of findings as lines of YAML, and where in a file it stands."""

from collections.abc import Mapping
from typing import Any

from simulator.scenario.save import yaml_value, yaml_word

HEADS = {
    "fitted": "by simulator fit --write; it changes nothing that happens. Again: simulator fit --again FILE",
    "probed": "by simulator probe --write; it changes nothing that happens",
}


def block_text(key: str, content: Mapping[str, Any], line_end: str) -> str:
    """Return a block: a key a line, parts of parts on one line each."""
    lines = [f"{key}:  # {HEADS[key]}"]
    for name, value in content.items():
        if isinstance(value, Mapping):
            lines.append(f"  {yaml_word(name)}:")
            lines += [f"    {yaml_word(part)}: {yaml_value(one)}" for part, one in value.items()]
        elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            lines.append(f"  {yaml_word(name)}:")
            lines += [f"    - {yaml_value(one)}" for one in value]
        else:
            lines.append(f"  {yaml_word(name)}: {yaml_value(value)}")
    return line_end.join(lines) + line_end


def with_block(text: str, key: str, block: str, line_end: str) -> str:
    """Return a text with a block in the place of the one under its key, else at its end."""
    lines = text.splitlines(keepends=True)
    start = next((at for at, line in enumerate(lines) if line.startswith(f"{key}:")), None)
    if start is None:
        end = "" if not text or text.endswith("\n") else line_end
        return f"{text}{end}{line_end}{block}"
    after = next(
        (at for at in range(start + 1, len(lines)) if not lines[at].startswith((" ", "\r", "\n"))), len(lines)
    )
    while after > start + 1 and not lines[after - 1].strip():
        after -= 1
    return "".join([*lines[:start], block, *lines[after:]])
