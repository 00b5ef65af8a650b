"""Generated surveys attacked (`make trust`: a thousand): nothing withheld is had back; without the audit much is.

Each survey is attacked with all its tables together, with the edition before it, in which some of the same places
answered, and with its own publication before one place corrected one answer.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from generated_surveys import QUESTIONNAIRE, Attacked, corrected, survey

from helpers.facts import linked_facts
from helpers.facts.fact_id import TIMES, FactId, linked_id, linked_parts
from helpers.facts.linked_facts import link_facts
from helpers.facts.model import Facts
from helpers.facts.profiles import Profile, profiles
from helpers.facts.publications import why_it_waits

pytestmark = pytest.mark.rehearsal
SURVEYS, FIRST = int(os.environ.get("SURVEYS", "10")), int(os.environ.get("FIRST_SURVEY", "0"))


def told_by_links(before: Facts, after: Facts, links: Facts, profile: Profile) -> Iterator[str]:
    """The shares of the places that answered twice that are withheld and told, or tell of few."""
    shares = dict.fromkeys(parts[0] for name in links if (parts := linked_parts(name)))
    shown = {share for share in shares if not links[linked_id(share, TIMES[0])].suppressed}
    for share in shares:
        measure = FactId.parse(share, QUESTIONNAIRE).measure
        single = measure in QUESTIONNAIRE.questions and QUESTIONNAIRE.questions[measure].kind == "single"
        beside = {each for each in shares if FactId.parse(each, QUESTIONNAIRE).measure == measure} - {share}
        if share not in shown:
            # All that answered gave one of the answers.
            if single and beside and beside <= shown:
                yield share
            continue
        earlier, later, both = (links[linked_id(share, time)].count or 0 for time in TIMES)
        base = links[linked_id(share, TIMES[0])].base_n or 0
        few = [both, earlier - both, later - both, base - earlier - later + both]
        for whole, given in ((before[share], earlier), (after[share], later)):
            others = (whole.base_n or 0) - base
            if 0 < others < profile.smallest:
                yield share
            few += [(whole.count or 0) - given, others - (whole.count or 0) + given] if others else []
        if base < profile.smallest or (profile.counts and min(few) < profile.smallest):
            yield share


def attack_correction(made: Attacked, seed: int, gone: frozenset[str], folder: Path, *, audit: bool) -> Iterator[str]:
    """What the publication of a correction tells of the place that asked for it, held against the one before."""
    published = made.facts(gone)
    later = Attacked(corrected(survey(seed), seed), folder, made.profile, [published])
    answered, moved = len(later.read), len(later.before.moved)
    if audit and why_it_waits(answered, moved, len(later.numbers), made.profile, [published], "2026"):
        return
    hidden = later.withheld(audit=audit) if audit else gone
    shown = later.facts(hidden)
    for name in later.numbers:
        was, now = published[name], shown[name]
        if not (was.suppressed or now.suppressed) and (was.value, was.base_n) != (now.value, now.base_n):
            yield name
    if audit:
        yield from map(str, later.breaches(hidden))
    # What was withheld then and is told now says what it was, where nothing moved.
    same = {name for name in gone if name not in hidden and made.counts.get(name) == later.counts.get(name)}
    if same:
        yield from map(str, made.breaches(gone - same))


@pytest.mark.parametrize("profile", profiles()[1:], ids=lambda profile: profile.key)
def test_no_profile_is_breached(profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count: Counter[str] = Counter()
    slowest = 0.0
    before = Attacked(survey(FIRST - 1), tmp_path, profile) if FIRST else Attacked(survey(SURVEYS), tmp_path, profile)
    earlier = before.facts(before.withheld(), "2024")
    for seed in range(FIRST, FIRST + SURVEYS):
        made = Attacked(survey(seed), tmp_path, profile)
        started = time.process_time()
        gone, alone = made.withheld(), made.withheld(audit=False)
        slowest = max(slowest, time.process_time() - started)
        facts = made.facts(gone)
        links = Facts(facts.edition, QUESTIONNAIRE, link_facts(earlier, before.read, facts, made.read))
        count["numbers"] += len(made.numbers)
        count["before"] += len(alone)
        count["after"] += len(gone)
        count["links"] += len(links)
        count["links withheld"] += sum(fact.suppressed for fact in links.values())
        attacked = [("with", gone, links)]
        # What is found without the audit is found in any of them.
        if seed % 10 == 0:
            with monkeypatch.context() as patch:
                patch.setattr(linked_facts, "tells_of_few", lambda linked, *_: linked.base < profile.smallest)
                linked = link_facts(earlier, before.read, facts, made.read)
            attacked.append(("without", alone, Facts(facts.edition, QUESTIONNAIRE, linked)))
        for word, hidden, told in attacked:
            count[f"tables {word}"] += len([*made.breaches(hidden)])
            count[f"links {word}"] += len([*told_by_links(earlier, facts, told, profile)])
            count[f"correction {word}"] += len([*attack_correction(made, seed, hidden, tmp_path, audit=word == "with")])
        before, earlier = made, facts
    seeds = f"{FIRST}-{FIRST + SURVEYS - 1}"
    print(f"{profile.key}: surveys {seeds}, {dict(count)}, slowest {slowest:.1f} s of processor time")
    attacks = ("tables", "links", "correction")
    assert {attack: count[f"{attack} with"] for attack in attacks} == dict.fromkeys(attacks, 0)
    assert all(count[f"{attack} without"] >= SURVEYS / 10 for attack in attacks)
