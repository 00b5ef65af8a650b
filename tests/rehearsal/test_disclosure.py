"""Generated surveys attacked (`make trust`: a thousand): nothing withheld is had back; without the audit much is."""

import os
import time
from pathlib import Path

import pytest
from generated_surveys import Attacked, survey

from helpers.facts.profiles import Profile, profiles

pytestmark = pytest.mark.rehearsal
SURVEYS = int(os.environ.get("SURVEYS", "10"))


@pytest.mark.parametrize("profile", profiles()[1:], ids=lambda profile: profile.key)
def test_no_profile_is_breached(profile: Profile, tmp_path: Path) -> None:
    numbers = before = after = found = missed = 0
    slowest = 0.0
    for seed in range(SURVEYS):
        attacked = Attacked(survey(seed), tmp_path)
        started = time.process_time()
        gone = attacked.withheld(profile)
        slowest = max(slowest, time.process_time() - started)
        alone = attacked.withheld(profile, audit=False)
        missed += len([*attacked.breaches(gone, profile)])
        found += len([*attacked.breaches(alone, profile)])
        numbers, before, after = numbers + len(attacked.numbers), before + len(alone), after + len(gone)
    print(
        f"{profile.key}: {SURVEYS} surveys, withheld {before / numbers:.1%} before the audit and {after / numbers:.1%} "
        f"after; breaches {found} without it, {missed} with it; slowest edition {slowest:.1f} s of processor time"
    )
    assert missed == 0
    assert found > SURVEYS
