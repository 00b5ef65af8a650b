"""Rules for the cells of code: parameters, a load cell, then calls of ours; each with its tag."""

import ast
from collections.abc import Iterator

from helpers.base.errors import VaerestederError
from helpers.book.lint import find_typed_numbers
from helpers.book.review.bindings import calls_of, condition_of, constant_arguments, is_condition, read_findings
from helpers.book.review.remark import Remark, Weight
from helpers.book.review.reviewed_book import ReviewedBook
from helpers.book.review.reviewed_chapter import ReviewedCell, ReviewedChapter
from helpers.editions.parameters import PARAMETERS
from helpers.survey.edition import RECORD, list_editions, load_edition
from helpers.survey.frozen import is_frozen, newest_published

PARAMETERS_TAGS, LOAD_TAGS, CALL_TAGS = ("parameters", "remove-cell"), ("remove-cell",), ("hide-input",)
_LOAD = "\n\ncheck_parameters()\nfacts = load_facts(edition, responses)"
_ROOMS = ("facts", "printed", "editions", "figures")
_THIN = "Et kapitel har kun parametre, en celle, der henter tallene, og kald af show_… og bind(…)."
_WORD = (
    "Skriv en betingelse med ordene i src/helpers/facts/conditions.py og tallenes navne, "
    'for eksempel largest("a", "b") eller more_than_half("a").'
)


def check_code(book: ReviewedBook) -> Iterator[Remark]:
    """Cells that are no code, or hold more than a chapter may."""
    for chapter in book.chapters:
        for number, cell in enumerate(chapter.code):
            try:
                statements = cell.tree.body
            except SyntaxError as error:
                fault = f"Cellens linje {error.lineno} er ikke Python: {(error.text or '').strip()}"
                remedy = "Se efter et komma, en parentes eller et anførselstegn, der mangler."
                yield Remark(chapter.name, cell.heading, cell.number, fault, remedy, weight=Weight.STOPS)
                continue
            for statement in statements:
                for fault, remedy in _faults(statement, first=number == 0):
                    yield Remark(chapter.name, cell.heading, cell.number, fault, remedy)


def _faults(statement: ast.stmt, first: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with one statement, and what to do."""
    told = ast.unparse(statement).splitlines()[0]
    if isinstance(statement, ast.ImportFrom):
        package, _, place = (statement.module or "").partition(".")
        if package != "helpers" or place.split(".")[0] not in _ROOMS:
            yield f"Cellen henter {statement.module}.", f"Hent kun fra helpers.{', helpers.'.join(_ROOMS)}."
    elif isinstance(statement, ast.Assign):
        loads = isinstance(statement.value, ast.Call) and ast.unparse(statement.value.func) == "load_facts"
        if not (loads or (first and isinstance(statement.value, ast.Constant))):
            yield f"Cellen regner: {told}.", _THIN
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        yield from _faults_of_call(statement.value)
    else:
        yield f"Cellen indeholder: {told}.", _THIN


def _faults_of_call(call: ast.Call) -> Iterator[tuple[str, str]]:
    binds = ast.unparse(call.func) == "bind"
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    if binds and (list(map(ast.unparse, call.args)) != ["facts"] or not given):
        yield f"Cellen binder ingen betingelser: {ast.unparse(call)}.", "Skriv bind(facts, et_navn=betingelse)."
    for name, value in given.items():
        problem = _against_condition(value) if binds or name == "when" else None
        if problem is not None or (binds and not name):
            yield f"{name or '**'}={ast.unparse(value)} er ikke en betingelse{problem or ''}.", _WORD
    if not binds and ("finding" in given) != ("when" in given):
        have, lack = ("finding", "when") if "finding" in given else ("when", "finding")
        remedy = f"Skriv også {lack}=…, eller slet {have}: En slutning over en figur har altid sin betingelse."
        yield f"Kaldet har {have}, men ikke {lack}.", remedy
    plain = [*call.args, *(value for name, value in given.items() if name != "when")]
    if not binds and not all(isinstance(each, ast.Name | ast.Constant) for each in plain):
        yield f"Cellen regner: {ast.unparse(call)}.", _THIN


def _against_condition(value: ast.expr) -> str | None:
    """Why this is no condition, blank where only the form says so; None where it is one."""
    if not is_condition(value):
        return ""
    try:
        condition_of(value)
    except (TypeError, ValueError, VaerestederError) as error:
        return f" ({error})"
    return None


def check_load_cells(book: ReviewedBook) -> Iterator[Remark]:
    """Chapters with code that do not check their parameters and load their facts before all else."""
    for chapter in book.chapters:
        if not chapter.code:
            continue
        first, *others = chapter.code
        if "parameters" not in first.tags:
            fault = "Kapitlets første celle med kode har ikke mærket parameters."
            yield _code_remark(chapter, first, fault, "Giv cellen mærkerne parameters og remove-cell.", Weight.STOPS)
        if not others or not others[0].source.endswith(_LOAD):
            remedy = f"Slut den anden celle med kode sådan:{_LOAD}".replace("\n\n", " ").replace("\n", "; ")
            yield _code_remark(chapter, (others or [first])[0], "Kapitlet henter ikke sine tal som de andre.", remedy)


def check_imports(book: ReviewedBook) -> Iterator[Remark]:
    """Names that a chapter imports twice or does not use, and names that it uses and does not import."""
    for chapter in book.chapters:
        nodes = [node for cell in chapter.code if _is_code(cell) for node in ast.walk(cell.tree)]
        imported = [alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names]
        used = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        assigned = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        load = chapter.code[1] if len(chapter.code) > 1 else None
        if load is None:
            continue
        for name in sorted({name for name in imported if imported.count(name) > 1}):
            yield _code_remark(chapter, load, f"{name} hentes to gange.", "Slet den ene.", Weight.NOTE)
        for name in sorted(set(imported) - used):
            yield _code_remark(chapter, load, f"{name} hentes og bruges ikke.", "Slet navnet.", Weight.NOTE)
        for name in sorted(used - set(imported) - assigned):
            fault = f"{name} bruges uden at være hentet."
            remedy = f"Føj {name} til linjerne »from helpers… import« i kapitlets anden celle, eller ret stavningen."
            yield _code_remark(chapter, load, fault, remedy, Weight.STOPS)


def check_tags(book: ReviewedBook) -> Iterator[Remark]:
    """Cells of code without the tag that keeps their code from the reader's first look."""
    for chapter in book.chapters:
        for number, cell in enumerate(chapter.code):
            wanted = (PARAMETERS_TAGS, LOAD_TAGS)[number] if number < 2 else CALL_TAGS
            if cell.tags != wanted:
                has = f"mærkerne {', '.join(cell.tags)}" if cell.tags else "intet mærke"
                fault = f"Cellen med kode har {has}."
                remedy = f"Giv den {' og '.join(wanted)} (i JupyterLab under tandhjulet til højre, Cell Tags)."
                yield _code_remark(chapter, cell, fault, remedy)


def check_stored(book: ReviewedBook) -> Iterator[Remark]:
    """Cells of a published edition that hold nothing of what they give."""
    if not (book.edition.folder / RECORD).is_file():
        return
    for chapter in book.chapters:
        for cell in chapter.code[2:]:
            if not cell.has_run:
                fault = "Cellen er ikke kørt, så der er intet at sammenligne tallene med."
                yield _code_remark(chapter, cell, fault, "Kør vaeresteder notebooks.", Weight.NOTE)


def check_parameters_left(book: ReviewedBook) -> Iterator[Remark]:
    """Parameters that somebody set to look at other numbers, and left so."""
    published = [key for key in list_editions() if (load_edition(key).folder / RECORD).is_file()]
    key = book.edition.key
    stored = key if is_frozen(key) else newest_published() or key
    for chapter in book.chapters:
        for cell in chapter.code[:1]:
            given = _constants(cell)
            if set(given) != set(PARAMETERS):
                fault = f"Cellen med parametre har {', '.join(given) or 'ingen'}."
                remedy = f"Den skal have {' og '.join(PARAMETERS)}."
                yield _code_remark(chapter, cell, fault, remedy, Weight.STOPS)
            elif given["edition"] not in (*published, stored):
                fault = f'Parameteren edition = "{given["edition"]!s}" er en udgave, der ikke er offentliggjort.'
                remedy = f'Skriv edition = "{stored}"; kommandoen vaeresteder build sætter selv udgaven ind.'
                yield _code_remark(chapter, cell, fault, remedy)
            elif given["responses"] != "":
                fault = f'Parameteren responses = "{given["responses"]}" er en fil på én maskine.'
                yield _code_remark(chapter, cell, fault, 'Skriv responses = "".')


def check_titles_of_figures(book: ReviewedBook) -> Iterator[Remark]:
    """Titles and findings of tables and figures that hold a year or a number."""
    for chapter in book.chapters:
        findings = {each.name: each.text for each in read_findings(chapter)}
        for cell in chapter.code[2:]:
            for call in calls_of(cell):
                given = constant_arguments(call)
                title, finding = given.get("title", ""), findings.get(given.get("name", ""), "")
                years = [key for key in list_editions() if key in title or key in finding]
                numbers = [each.number for each in find_typed_numbers(finding)]
                for number in years + numbers:
                    fault = f"{number} står i titlen på {given.get('name')} og følger ikke udgaven:"
                    remedy = "Skriv titlen uden tal og årstal, eller et tals navn i krøllede parenteser."
                    yield Remark(chapter.name, cell.heading, cell.number, fault, remedy, finding or title)


def _constants(cell: ReviewedCell) -> dict[str, object]:
    if not _is_code(cell):
        return {}
    return {
        target.id: statement.value.value
        for statement in cell.tree.body
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }


def _is_code(cell: ReviewedCell) -> bool:
    try:
        return bool(cell.tree)
    except SyntaxError:
        return False


def _code_remark(
    chapter: ReviewedChapter, cell: ReviewedCell, fault: str, remedy: str, weight: Weight = Weight.BLOCKS
) -> Remark:
    return Remark(chapter.name, cell.heading, cell.number, fault, remedy, weight=weight)
