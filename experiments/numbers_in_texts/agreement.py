"""Agreement: whether a text says what was measured: numbers within their own intervals, words exactly."""

import re

NUMBER = re.compile(r"(?P<mean>[+−]?\d[\d,]*(?:\.\d+)?)(?: ± (?P<half>\d[\d,]*(?:\.\d+)?))?")
WIDER = 3.0
"""How many times wider or narrower an interval may have become before it is another one."""


def disagreements(text: str, measured: str) -> list[str]:
    """Return what a text says that was not measured; words, signs and winners must be equal."""
    lines, others = (" ".join(one.split()).split(" - ") for one in (text, measured))
    if len(lines) != len(others):
        return [f"says '{text}', measured was '{measured}'"]
    return [wrong for one, other in zip(lines, others, strict=True) for wrong in _of_line(one, other)]


def _of_line(text: str, measured: str) -> list[str]:
    if _words(text) != _words(measured):
        return [f"says '{text}', measured was '{measured}'"]
    pairs = zip(NUMBER.finditer(text), NUMBER.finditer(measured), strict=True)
    return [f"'{text}': {a[0]} (measured: {b[0]})" for a, b in pairs if not _agrees(a, b)]


def _words(text: str) -> str:
    return NUMBER.sub(lambda number: "# ± #" if number["half"] else "#", text)


def _agrees(text: re.Match[str], measured: re.Match[str]) -> bool:
    if text["half"] is None:
        return value(text["mean"]) == value(measured["mean"])
    half, other = value(text["half"]), value(measured["half"])
    near = abs(value(text["mean"]) - value(measured["mean"])) <= half
    return near and half <= WIDER * other and other <= WIDER * half


def value(told: str) -> float:
    """Return the number that is written."""
    return float(told.replace(",", "").replace("−", "-"))
