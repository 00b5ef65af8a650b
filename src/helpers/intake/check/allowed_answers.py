"""What may stand in a cell of a question, and what was probably meant, as a person would write it into the export."""

from helpers.base.danish import format_number
from helpers.intake.coding.cell_reading import CellReading
from helpers.survey.municipalities import load_municipalities
from helpers.survey.questions import Question


def allowed_answers(question: Question, decimal: str, one_cell: bool = False) -> str:
    """What may stand in a cell of the question; `one_cell` where a cell holds several answers."""
    labels = ", ".join(f'"{answer.label}"' for answer in question.answers)
    match question.kind:
        case "single":
            return f"en af {labels}, eller tom."
        case "multiple":
            return f"svarene med semikolon imellem: {labels}." if one_cell else "Ja eller 1, Nej eller 0."
        case "municipality":
            return "en kommunes navn eller firecifrede kode, eller et postnummer, som er afgjort i mapping.yml."
        case "text":
            return "et svar i ord, eller tom."
    rule = "hele eller halve timer" if question.kind == "hours" else "et helt tal"
    example = f"37{decimal}5" if question.kind == "hours" else "4"
    limits = ""
    if question.possible:
        lowest, highest = (format_number(limit) for limit in question.possible)
        limits = f" fra {lowest} til {highest}"
    return f"{rule}{limits}, f.eks. {example}, eller tom."


def nearest_answer(reading: CellReading, question: Question, decimal: str) -> str:
    """The nearest guess in the export's own terms (a label, a name, a number with its mark); blank without one."""
    near = reading.near
    if question.kind in ("count", "hours"):
        return near.replace(",", decimal)
    if question.kind == "municipality" and near:
        name = load_municipalities()[near].name
        return f"{near} ({name})" if reading.rule == "kommunekode" else name
    return next((answer.label for answer in question.answers if answer.key == near), "")
