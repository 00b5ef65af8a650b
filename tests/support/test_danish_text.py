"""What counts as not Danish, by example."""

import pytest
from danish_text import foreign_numbers, foreign_words

DANISH = [
    "Tabel 3. Åbningstid og lønnede timer pr. uge: 36,5 timer, i alt 1.348 timer, 38 % (6 af 16).",
    "Housing First og Treatment First; bostøttemetoderne CTI (Critical Time Intervention) og ICM.",
    "Den største by i kommunen, og hvor mange job man har adgang til. Link til dette afsnit.",
    "Vedtaget den 4. maj 2023; SKR nr. 9014 af 15/11/2023. Tekst og data: CC BY 4.0.",
    "Tallene ligger i facts.csv og data/2024/published.csv. e-ISBN 978-87-7582-261-4. Klokken 9. Side 12.",
    "Et 95 %-interval. Menuen er åben. En side, en figur og et indeks.",
]
ENGLISH = ["Search", "Link to this heading", "Skip to content", "Show code", "Loading…", "8 results", "Last updated",
           "Page 3", "Copy link to clipboard", "See also", "Table 3", "Not found", "4 May 2023", "value"]  # fmt: skip
FOREIGN_NUMBERS = [
    "37.5 %",
    "0.5",
    "69.66",
    "1,348 timer",
    "12,500,000",
    "38%",
    "2023-05-04",
    "11/15/2023",
    "4th",
    "3 pm",
]


@pytest.mark.parametrize("text", DANISH)
def test_danish_is_left_alone(text: str) -> None:
    assert [*foreign_words(text), *foreign_numbers(text)] == []


@pytest.mark.parametrize("text", ENGLISH)
def test_an_english_word_is_found(text: str) -> None:
    assert list(foreign_words(text))


@pytest.mark.parametrize("text", FOREIGN_NUMBERS)
def test_a_number_or_date_that_is_not_danish_is_found(text: str) -> None:
    assert list(foreign_numbers(text))
