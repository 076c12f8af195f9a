"""Taking figures: each thing in turn, then all of them again, so that whatever else the machine does falls on all."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.bench import wrk
from tests.bench.servers import Server

WARM = 4  # times that each page is asked for before anything counts


@dataclass(frozen=True, slots=True)
class Target:
    """Paths of one kind on a server."""

    server: Server
    paths: Sequence[str]


@dataclass(slots=True)
class Figures:
    """Of one target, a value a run: CPU milliseconds a request, those of the database in them, requests a second."""

    cpu: list[float] = field(default_factory=list)
    of_database: list[float] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)


def measure(targets: Mapping[str, Target], *, runs: int, seconds: float) -> dict[str, Figures]:
    """`runs` rounds over all targets. Answers that are no pages stop it: they would be cheap."""
    figures = {name: Figures() for name in targets}
    for target in targets.values():
        _warm_up(target)
    for _run in range(runs):
        for name, target in targets.items():
            answers, cpu, of_database = _one(target, seconds=seconds)
            if answers.bad:
                raise RuntimeError(f"{name}: {answers.bad} of {answers.requests} answers were no pages")
            figures[name].cpu.append(cpu * 1000 / answers.requests)
            figures[name].of_database.append(of_database * 1000 / answers.requests)
            figures[name].per_second.append(answers.per_second)
    return figures


def _warm_up(target: Target) -> None:
    """Every page some times, so that each worker has had it."""
    asked = 0
    while asked < WARM * len(target.paths):
        asked += max(1, wrk.drive(target.server.base, target.paths, seconds=2).requests)


def ratio(page: Sequence[float], unit: Sequence[float]) -> float:
    """The median of the ratios that two targets had in each round."""
    return statistics.median(one / other for one, other in zip(page, unit, strict=True))


def _one(target: Target, *, seconds: float) -> tuple[wrk.Answers, float, float]:
    with target.server.watched() as (own, of_database):
        answers = wrk.drive(target.server.base, target.paths, seconds=seconds)
    return answers, own.seconds + of_database.seconds, of_database.seconds
