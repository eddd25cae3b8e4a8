"""Sweep tasks: runs that an experiment needs and that were not played yet.

A run's key is the hash of its resolved scenario, its seed and the version of the model. The metrics are not
in it: a question asked later is put to another run of the same key, and both answers stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.scenario.schema import Scenario
from simulator.studies.experiment.experiment import Experiment, Point
from simulator.studies.runs.model_version import model_version
from simulator.studies.runs.questions import Answer, Question, answers
from simulator.studies.runs.runner import Play
from simulator.studies.runs.runs import Failure, Run, Runs
from simulator.studies.runs.workers import Outcome
from simulator.studies.sweep.part_files import FAILED, OK, KeptRun, run_key


@dataclass(frozen=True)
class SweepTask:
    """One run to be played: everything a worker process needs."""

    key: str
    hash: str
    scenario: Scenario
    seed: int
    questions: tuple[Question, ...]
    play: Play


def key_of(point: Point, seed: int) -> str:
    """Return the key of a run under this version of the model: 32 hexadecimal digits."""
    return run_key(point.hash, seed, model_version())


def tasks_of(
    experiment: Experiment, kept: Mapping[str, KeptRun], play: Play, *, retry_failed: bool = False
) -> list[SweepTask]:
    """Return the runs still to be played, each once, point by point within a seed.

    So the first seed of every point is there before the second of any. A run that is there is played
    again only for questions that it was not asked, or if it failed and is to be tried again.
    """
    tasks: dict[str, SweepTask] = {}
    for seed in experiment.seeds:
        for point in experiment.points:
            key = key_of(point, seed)
            there = kept.get(key)
            if there is not None and there.status == FAILED and retry_failed:
                there = None
            open_questions = experiment.questions
            if there is not None:
                answered = set(there.questions)
                open_questions = tuple(one for one in experiment.questions if one not in answered)
            if key not in tasks and (there is None or (open_questions and there.status == OK)):
                tasks[key] = SweepTask(key, point.hash, point.scenario, seed, open_questions, play)
    return list(tasks.values())


def play_task(task: SweepTask) -> tuple[Answer, ...]:
    """Play a run and question its ledger."""
    return tuple(answers(task.play(task.scenario, task.seed), task.questions))


def kept_run(task: SweepTask, answer: Outcome[tuple[Answer, ...]]) -> KeptRun:
    """Return the record of a run that was played."""
    status = FAILED if answer.result is None else OK
    return KeptRun(
        key=task.key,
        seed=task.seed,
        hash=task.hash,
        version=model_version(),
        status=status,
        reason=answer.why,
        questions=task.questions,
        answers=answer.result or (),
    )


def runs_of(experiment: Experiment, kept: Mapping[str, KeptRun]) -> Runs:
    """Return the runs of an experiment as tables and statistics take them, point by point, seed by seed."""
    places = {question: at for at, question in enumerate(experiment.questions)}
    ended, failures = [], []
    for point in experiment.points:
        for seed in experiment.seeds:
            run = kept[key_of(point, seed)]
            if run.status == FAILED:
                failures.append(Failure(point.label, seed, run.reason, ""))
                continue
            asked = [(places.get(one.question), one) for one in run.answers]
            ordered = sorted(((at, one) for at, one in asked if at is not None), key=lambda pair: pair[0])
            ended.append(Run(point.label, seed, tuple(one for _, one in ordered)))
    return Runs(experiment.scenarios, experiment.seeds, experiment.questions, tuple(ended), tuple(failures))
