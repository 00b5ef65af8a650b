"""An adversary: it looks for answers under which a condition holds and the sentence, as a reader takes it, is false.

What a reader takes a word for is decided here without the conditions, on the numbers alone, so that a condition and its
reading can disagree.
"""

import ast
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from helpers.book.review.bindings import condition_of
from helpers.book.review.reviewed_chapter import plain_text
from helpers.book.review.word_rules import Call, calls_in
from helpers.facts.claims import judge
from helpers.facts.claims_csv import HOLDS
from helpers.facts.condition import STAR, matching
from helpers.facts.fact_id import FactId
from helpers.facts.group_tests import compare_shares
from helpers.facts.lexicon import ComparingWord, find_words
from helpers.facts.model import Fact, Facts
from helpers.facts.uncertainty import Strength

_HEDGED = re.compile(r"tyder|svarene|tilfæld|gennemsnit", re.IGNORECASE)
# Words of which the whole claim is a ratio that they name, or one that no number decides.
_SURE = ("mere", "mindre", "kun")
_TIMES = {"langt": 2, "mere_end_dobbelt": 2, "mere_end_tre_gange": 3, "mere_end_fire_gange": 4}


def find_answers(
    expression: ast.expr, text: str, lexicon: tuple[ComparingWord, ...], facts: Facts, trials: int, meant: ast.expr
) -> dict[str, str] | None:
    """Numbers under which the condition holds and one word of the sentence is false; None where none are found.

    `meant` is the condition that names what the sentence speaks of: the same, or the one before it was weakened.
    """
    calls, condition = list(calls_in(meant)), condition_of(expression)
    words = [word for _, word in find_words(plain_text(re.sub(r"\{fact\}`[^`]*`", "0", text)), lexicon)]
    chance = random.Random(text)
    shown = dict.fromkeys(each for call in calls for fact_id in call.facts for each in _all_shown(fact_id, facts))
    for _ in range(trials):
        other = _other_answers(list(shown), facts, chance)
        if judge("navn", condition, other).state != HOLDS:
            continue
        for word in words:
            if not _is_true(word, calls, text, other):
                told = {each: f"{other[each].count}/{other[each].base_n}" for each in shown if each in other}
                return {"word": word.key, **told}
    return None


def _all_shown(fact_id: str, facts: Facts) -> Iterator[str]:
    """The fact, and the same of every group and every answer that the questionnaire has, stated in 2024 or not."""
    own = fact_id.split(".")
    known = next((each for each in matching(fact_id, facts)), fact_id) if STAR in own else fact_id
    of = FactId.parse(known, facts.questionnaire)
    if STAR not in own:
        yield fact_id
    groups = [group.key for group in facts.questionnaire.groups(of.measure)] if of.group else []
    if own[-1] == STAR and groups:
        yield from (".".join([*own[:-1], key]) for key in groups)
    elif STAR in own:
        yield from matching(fact_id, facts)


def _other_answers(shown: list[str], facts: Facts, chance: random.Random) -> Facts:
    """The answers of the edition, a few of them changed, and with groups that it did not state."""
    changed: dict[str, Fact] = {}
    like = next(facts[each] for each in shown if each in facts)
    for each in shown:
        if each not in facts and chance.random() < 0.5:
            changed[each] = replace(like, id=each, source="survey")
    for each in chance.sample(shown, min(len(shown), chance.randint(1, 3))):
        fact = changed.get(each) or facts.get(each)
        if fact is None or fact.value is None:
            continue
        if fact.unit == "percent" and fact.base_n:
            near = [f.count for i in shown if (f := changed.get(i) or facts.get(i)) and f.count is not None]
            counts = [0, 1, fact.base_n, fact.count, *near, *(n + 1 for n in near), chance.randint(0, fact.base_n)]
            count = min(max(chance.choice([c for c in counts if c is not None]), 0), fact.base_n)
            changed[each] = replace(fact, value=Fraction(100 * count, fact.base_n), count=count)
        else:
            value = chance.choice([Fraction(0), fact.value / 4, fact.value * 4, fact.value + 1])
            changed[each] = replace(fact, value=value, count=int(value) if fact.count is not None else None)
    return facts.with_facts(changed)


def _is_true(word: ComparingWord, calls: list[Call], text: str, facts: Facts) -> bool:
    """Whether all that the condition says to bear the word is true as a reader takes the word."""
    bearing = [call for call in calls if any(need.is_met(call.word, call.limit) for need in word.needs)] or calls
    return all(_is_true_of(word, call, calls, text, facts) for call in bearing)


def _is_true_of(word: ComparingWord, call: Call, calls: list[Call], text: str, facts: Facts) -> bool:
    named = [each for each in call.facts if STAR not in each]
    told = {each.facts[0] for each in calls if each.facts}
    rest = [
        each
        for star in call.facts
        if STAR in star or word.of_all_shown
        for each in _all_shown(star, facts)
        if each in facts and each not in named and each not in told and facts[each].base_n != 0
    ]
    values = [_value(facts, each) for each in named]
    others = [_value(facts, each) for each in dict.fromkeys(rest)]
    return _holds(word.key, call, values, others) and bool(
        word.key not in _SURE or call.word != "surely_larger" or _HEDGED.search(text) or _is_sure(named, facts)
    )


def _holds(key: str, call: Call, values: list[Fraction], others: list[Fraction]) -> bool:
    """A word decided on the numbers: those that the condition names, and all the others that are shown."""
    first, *after = values
    if key in ("stoerst", "derefter", "mere") and call.word in ("largest", "surely_larger", "suggests_larger"):
        return all(first > each for each in (*after, *others))
    if key in ("stoerst", "derefter") and call.word == "ranked":
        falls = all(one > two for one, two in zip(values, after, strict=False))
        return falls and all(values[-1] > each for each in others)
    if key in ("mindst", "mindre") and call.word == "smallest":
        return all(first < each for each in (*after, *others))
    if key == "stoerst" and call.word == "most_common":
        return all(first > each for each in (*after, *others, 100 - sum((*values, *others))))
    if key == "tyder_paa":
        return all(first - each >= 10 for each in (*after, *others))
    if key == "tilfaelde" and call.word == "may_be_chance":
        return all(first != each for each in (*after, *others))
    if key == "naesten_lige_saa_mange":
        return 5 * first <= 6 * after[0] < 6 * first
    if key in _TIMES and after:
        return first > 0 and first >= _TIMES[key] * after[0]
    if key in ("faa", "enkelte", "lille") and call.word == "few":
        return all(each > 0 for each in values)
    if key in ("uanset", "de_fleste", "almindelig", "mere_end_halvdelen") and call.word == "more_than_half":
        return all(each > 50 for each in (*values, *others))
    if key == "uanset":
        return all(each > 0 for each in (*values, *others))
    if key == "langt_de_fleste":
        return first > 75
    if key in ("kun", "faa", "sjaelden") and call.word == "below":
        return all(each < {"kun": 20, "faa": 15, "sjaelden": 10}[key] for each in (*values, *others))
    if key == "ligner":
        return max(values) - min(values) <= 3
    if key == "naesten_alle":
        return 95 <= first < 100
    return True


def _is_sure(named: list[str], facts: Facts) -> bool:
    """Whether each difference that can be tested is more than chance."""
    first, *others = (facts[each] for each in named)
    found = [compare_shares(first, other, facts).strength for other in others]
    return all(each in (Strength.SURE, Strength.UNTESTED) for each in found)


def _value(facts: Facts, fact_id: str) -> Fraction:
    value = facts[fact_id].value
    return Fraction(0) if value is None else value


# Each word and a weaker one that is given the same facts, the star left out where it takes none.
_WEAKER = {
    "surely_larger": "largest",
    "suggests_larger": "largest",
    "nearly_as_many": "largest",
    "few": "fewer_than",
    "most_common": "largest",
    "may_be_chance": "below",
    "smallest": "below",
    "largest": "below",
    "ranked": "falling",
}
_LOOSER = {
    "below": lambda n: n + 30,
    "few": lambda n: 3 * n,
    "alike": lambda n: 5 * n,
    "nearly": lambda n: 5 * n,
    "narrow_intervals": lambda n: 3 * n,
    "above": lambda n: n - 30,
    "at_least_times": lambda n: n - 1,
    "more_than_times": lambda n: n - 1,
}


def weakened(source: str) -> Iterator[str]:
    """Each way to ask for less: a part left out, a weaker word, a looser limit, a group fewer."""
    calls = [node for node in ast.walk(ast.parse(source, mode="eval")) if isinstance(node, ast.Call)]
    for place, node in enumerate(calls):
        name = ast.unparse(node.func)
        if name == "together" and len(node.args) > 1:
            yield from (_changed(source, place, _without(number)) for number in range(len(node.args)))
        if name in _WEAKER:
            yield _changed(source, place, _renamed(_WEAKER[name]))
        if name in _LOOSER:
            yield _changed(source, place, _loosened(_LOOSER[name]))
        stars = [i for i, arg in enumerate(node.args) if isinstance(arg, ast.Constant) and STAR in str(arg.value)]
        if stars and len(node.args) > 2 and name != "ranked":
            yield _changed(source, place, _without(stars[0]))


def _changed(source: str, place: int, change: Callable[[ast.Call], None]) -> str:
    tree = ast.parse(source, mode="eval")
    change([node for node in ast.walk(tree) if isinstance(node, ast.Call)][place])
    return ast.unparse(tree)


def _without(number: int) -> Callable[[ast.Call], None]:
    def change(call: ast.Call) -> None:
        del call.args[number]

    return change


def _renamed(word: str) -> Callable[[ast.Call], None]:
    def change(call: ast.Call) -> None:
        assert isinstance(call.func, ast.Name)
        call.func.id = word
        call.keywords = []
        if word == "below":
            call.args.insert(0, ast.Constant(10**6))
        if word == "falling":
            del call.args[-1]

    return change


def _loosened(loosen: Callable[[int], int]) -> Callable[[ast.Call], None]:
    def change(call: ast.Call) -> None:
        limits = [keyword.value for keyword in call.keywords if keyword.arg == "within"] or call.args
        limit = next(each for each in limits if isinstance(each, ast.Constant) and isinstance(each.value, int))
        limit.value = loosen(limit.value)

    return change
