"""Reading a letter: what it names as moved is found, and nothing else."""

from helpers.facts.model import Facts
from rehearsal.letters import moved

LETTER = """# Før 2026 udgives

## Det, der har flyttet sig mest

- Benyttes værestedet for tiden af brugere med hjemløseproblematikker? Ja, Kommunale: fra 31 % til 63 % (+31 \
procentpoint, 95 %-interval +13 til +47); Ja: fra 40 % til 66 % (+26 procentpoint, 95 %-interval +12 til +39).

## Gennemsnit, der ikke er testet

- Hvor mange timer om ugen har værestedet åbent med personale? Kommunale: fra 36,5 til 27,0 (−9,5).

## Grundlag, der er faldet under grænsen

- Benyttes værestedet for tiden af brugere med hjemløseproblematikker? Nej: fra 57 % til 30 %.
"""


def test_each_number_that_the_letter_names_is_found(facts_2024: Facts) -> None:
    assert moved(LETTER, facts_2024) == {"har_hjemloese.ja", "har_hjemloese.ja.kommunal", "aabningstimer.kommunal"}


def test_a_letter_that_names_nothing_names_nothing(facts_2024: Facts) -> None:
    assert moved("# Før 2026 udgives\n\n## Det, der har flyttet sig mest\n\n- Intet.\n", facts_2024) == set()
