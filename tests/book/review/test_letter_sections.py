from pathlib import Path

import reviewed
from reviewed import Code, with_load

from helpers.book.review.letter_sections import letter_sections
from helpers.book.review.review import review_book
from helpers.book.review.review_rules import ReviewRules
from helpers.book.review.reviewed_book import ReviewedBook
from helpers.editions.letter_format import Letter, LetterLine
from helpers.facts.model import Facts

BOUND = Code('bind(facts, a_b=largest("organisationsform.selvejende", "organisationsform.*"))')
PROSE = "## Grupper\n\n[De selvejende er flest.]{#a_b .claim} Det gælder 38 steder."


def test_the_letter_leads_to_each_place_and_has_text_to_paste(tmp_path: Path, facts_2024: Facts) -> None:
    chapter = reviewed.write_chapter(tmp_path, "kapitel", with_load(PROSE, BOUND))
    sections = letter_sections(review_book(ReviewedBook(facts_2024, (chapter,), ReviewRules())))
    by_heading = {section.heading: section.lines for section in sections}
    [waiting] = by_heading["Sætninger, der venter på at blive skrevet"]
    assert isinstance(waiting, LetterLine)
    assert waiting.link == "html/kapitel.html#a-b"
    assert waiting.paste.startswith("[")
    assert waiting.paste.endswith("{#a_b_2024 .otherwise}")
    [typed] = by_heading["Det, der skal rettes i kapitlerne"]
    assert isinstance(typed, LetterLine)
    assert typed.link == "html/kapitel.html#grupper"
    assert "aabningstimer" in str(by_heading["Spørgsmål og svar, der mangler i bogen"])
    letter = Letter("Brev", "", tuple(sections))
    assert f"<pre>{waiting.paste.replace(chr(34), '&quot;')}</pre>" in letter.page
    assert '<a href="html/kapitel.html#a-b">Se stedet</a>' in letter.page
    assert "[Se stedet](<html/kapitel.html#a-b>)" in letter.markdown
    assert f"  ```\n  {waiting.paste}\n  ```" in letter.markdown


def test_where_nothing_is_to_be_done_the_letter_says_nothing_of_the_chapters(facts_2024: Facts) -> None:
    assert letter_sections(review_book(ReviewedBook(facts_2024, (), ReviewRules(vises_ikke=ALL_QUESTIONS)))) == []


ALL_QUESTIONS = tuple(
    "kommune organisationsform personale_antal personale_timer aabningstimer tilbudstype maalgrupper kernemaalgruppe "
    "gennemsnitsalder har_hjemloese faglighed faglig_sparring aktiviteter brugerinddragelse styrker udfordringer "
    "tilbud_hjemloese indsatser samarbejdspartnere inddraget mere_viden samarbejdsbehov henvisninger "
    "samarbejdspartner".split()
)
