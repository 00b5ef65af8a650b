"""Progress of long work: a line for each step as it begins, with the seconds that are left.

The estimate is what the same steps took the last time, kept in a file beside the work. Lines are only
ever added, so that they read the same on a terminal, in a log and aloud.
"""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

# What a step takes where nobody has measured it yet: a chapter between a fork and a standard kernel.
USUAL_SECONDS = 1.0
# So much work at the old pace is taken for granted: the shortest steps say little of today's pace.
_TRUSTED_SECONDS = 10.0
# Where no pace is known, so much work has to be seen: of chapters that run at once the first seem to take no time.
_SEEN_SECONDS = 5.0


def say_nothing(line: str) -> None:
    """For work that nobody watches."""


class Progress:
    """The steps of one piece of work, in their order.

    `record` is the file in which their durations are kept; `say` gets a line at a time; `clock` gives
    seconds.
    """

    def __init__(
        self,
        steps: Sequence[str],
        record: Path,
        say: Callable[[str], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._steps = list(steps)
        self._record = record
        self._say = say
        self._clock = clock
        self._before = _durations(record)
        self._taken: dict[str, float] = {}
        self._current = ""
        self._began = 0.0

    def begin(self, step: str) -> None:
        """Say that a step begins; the one before it is over."""
        self._end_current()
        self._current, self._began = step, self._clock()
        position = self._steps.index(step)
        left = round(sum(map(self._expected, self._steps[position:])))
        total = str(len(self._steps))
        width = max(map(len, self._steps))
        self._say(f"{position + 1:>{len(total)}}/{total}  {step:<{width}}  ca. {left} sekunder tilbage")

    def finish(self) -> None:
        """End the last step, and keep the durations for the next time."""
        self._end_current()
        self._record.parent.mkdir(parents=True, exist_ok=True)
        self._record.write_text(json.dumps(self._before | self._taken, ensure_ascii=False), encoding="utf-8")

    def _end_current(self) -> None:
        if self._current:
            self._taken[self._current] = self._clock() - self._began

    def _expected(self, step: str) -> float:
        """The seconds that a step may take: as before, at the pace of the steps that are over."""
        known = [done for done in self._taken if done in self._before]
        before = sum(self._before[done] for done in known)
        pace = (sum(self._taken[done] for done in known) + _TRUSTED_SECONDS) / (before + _TRUSTED_SECONDS)
        return self._before[step] * pace if step in self._before else self._mean()

    def _mean(self) -> float:
        """What a step has taken so far, and at first the usual: the first to end are the shortest."""
        taken = sum(self._taken.values())
        seen = min(1, taken / _SEEN_SECONDS)
        return seen * taken / len(self._taken) + (1 - seen) * USUAL_SECONDS if self._taken else USUAL_SECONDS


def _durations(record: Path) -> dict[str, float]:
    """The seconds of each step the last time; none where they were never kept or cannot be read."""
    try:
        kept = json.loads(record.read_text(encoding="utf-8"))
        return {str(step): float(seconds) for step, seconds in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
