"""Write a probe: what a world implies, kept in its scenario file with the hash of the world."""

import math

from simulator.scenario.finding_blocks import PROBED, Probed, ProbedFigure
from simulator.scenario.kept.write_kept import write_findings
from simulator.scenario.save import fingerprint
from simulator.studies.probing.probe_findings import Finding, Probe
from simulator.studies.runs.model_version import model_version


def write_probe(found: Probe, file: str) -> None:
    """Write what a probe of a file found into it; ScenarioError, and nothing written, if it cannot be."""
    write_findings(file, PROBED, block_of(found), {})


def block_of(found: Probe) -> Probed:
    """Return the block that a probe leaves in a file."""
    return Probed(
        hash=fingerprint(found.scenario),
        model=model_version(),
        seeds=list(found.seeds),
        figures=[_figure(one) for one in found.findings],
    )


def _figure(one: Finding) -> ProbedFigure:
    return ProbedFigure(
        figure=one.figure,
        part=one.part,
        value=_number(one.estimate.mean),
        low=_number(one.estimate.low),
        high=_number(one.estimate.high),
        unit=one.unit,
        verdict=one.verdict,
    )


def _number(value: float) -> float | None:
    """Return a number to six significant digits; none where there is none."""
    return float(f"{value:.6g}") if math.isfinite(value) else None
