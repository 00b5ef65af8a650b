"""The map of Denmark: which municipalities are represented, coloured by municipality group.

Everything is placed in points of the page (72 an inch), y pointing down, with one decimal: that is
exact enough for print and keeps the SVG small.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from helpers.base.danish import danish_order, join_words
from helpers.base.errors import VaerestederError
from helpers.facts.absence import nothing_to_show
from helpers.facts.condition import Condition
from helpers.facts.counting import REPRESENTED, municipality_groups
from helpers.facts.model import Facts
from helpers.facts.text import fact_text
from helpers.figures.descriptions import Cell, Figure, Note, Row, Table, base_text, source_line
from helpers.figures.headline import headed
from helpers.figures.palette import FONT, INK, MUTED
from helpers.figures.svg import Mark, svg_of
from helpers.survey.municipalities import Ring, load_drawing, load_municipalities
from helpers.survey.questionnaire import load_questionnaire

CREDIT = "Kommunernes omrids: react-denmark-map, Martin Polley (MIT)."

# Any two stay apart for the colour-blind and, as steps of lightness, in grey print; each stands three to
# one against white.
COLOURS = {
    "land": "#bf5f00",
    "opland": "#459f8c",
    "provinsby": "#1656b0",
    "storby": "#7d1541",
    "hovedstad": "#22125a",
}
PALE_SHARE = 0.2  # of the colour in the fill of a municipality that is not represented
FRAME = "#8a949c"

WIDTH, HEIGHT = 388.8, 637.0
MARGIN = 3.0
MAP_WIDTH = WIDTH - 2 * MARGIN
# On a phone of 360 px the drawing is a sixth smaller than here.
TEXT_SIZE = 12.2
SMALL_TEXT = 12.1
KEY_TOP = 498.0
ROW_HEIGHT = 20.5
DETAIL_LEFT, DETAIL_TOP, DETAIL_WIDTH = 267.8, 489.0, 118.0
DETAIL_MARGIN = 5.0  # around the capital's municipalities, in the units of the drawing


def show_municipality_map(
    facts: Facts, *, name: str, title: str, finding: str = "", when: Condition | None = None
) -> Figure | Note:
    """The map of Denmark with the represented municipalities in the strong colour of their group.

    The key gives places and municipalities of each group; how many places a municipality has is
    never shown, nor told where it is pointed at: a single place would often be known by it. `finding` and
    `when` are what `helpers.figures.headline` says.

    Raises VaerestederError where the single municipalities do not add up to the total.
    """
    if nothing := nothing_to_show(facts, _measure()):
        return Note(name, nothing)
    represented = _represented(facts)
    canvas = Canvas(figsize=(WIDTH / 72, HEIGHT / 72))
    axes = canvas.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(HEIGHT, 0)
    axes.set_axis_off()
    canvas.patch.set_visible(False)
    _draw_country(axes, represented)
    _draw_detail(axes, represented)
    _draw_shades(axes)
    _draw_key(axes, facts)
    source = source_line(facts.edition.short_notice, _bases(facts))
    numbers = Table(name, title, ("Kommune", "Kommunegruppe", "Med i undersøgelsen"), _rows(facts, represented), source)
    figure = Figure(
        name=name,
        title=title,
        svg=svg_of(canvas, name, _marks(facts, represented)),
        alt=_describe(facts),
        source=f"{facts.edition.short_notice}. {CREDIT}",
        numbers=numbers,
        subtitle=f"Kommuner, hvorfra mindst ét værested har svaret, efter kommunegruppe. {base_text(_bases(facts))}",
    )
    return headed(figure, finding, when, facts)


def _marks(facts: Facts, represented: frozenset[str]) -> dict[str, Mark]:
    """What each municipality says: its name, whether it is represented, and the numbers of its group."""
    labels = {answer.key: answer.label for answer in facts.questionnaire.answers(_measure())}
    told = {}
    for key, label in labels.items():
        places, some, every = _counts(facts, key)
        noun = "værested" if places == "1" else "væresteder"
        told[key] = f"{label}: {places} {noun} i {some} af {every} kommuner."
    return {
        code: Mark(
            f"{place.name}: {'med i undersøgelsen' if code in represented else 'ikke med'}. {told[place.group]}",
            f"{_measure()}.{place.group}",
        )
        for code, place in load_municipalities().items()
    }


def _measure() -> str:
    """The measure that counts the places of each group."""
    return municipality_groups(load_questionnaire(""))


def _by_name() -> list[str]:
    """The codes of the municipalities as a Dane looks them up, and as the keyboard comes to them."""
    places = load_municipalities().values()
    return [place.code for place in sorted(places, key=lambda place: danish_order(place.name))]


def _rows(facts: Facts, represented: frozenset[str]) -> tuple[Row, ...]:
    """What the map shows of each municipality."""
    groups = {answer.key: answer.label for answer in facts.questionnaire.answers(_measure())}
    return tuple(
        Row(place.name, (Cell(groups[place.group]), Cell("Ja" if code in represented else "Nej")))
        for code, place in load_municipalities().items()
    )


def _represented(facts: Facts) -> frozenset[str]:
    """The codes of the municipalities that at least one place answered from."""
    found = {code: facts.get(f"{REPRESENTED}.{code}") for code in load_municipalities()}
    represented = frozenset(code for code, fact in found.items() if fact and fact.count)
    if len(represented) != facts[REPRESENTED].count:
        raise VaerestederError(
            f"Danmarkskortet: {len(represented)} kommuner er hver for sig repræsenteret, men tallet "
            f'"{REPRESENTED}" siger {facts[REPRESENTED].count}. Kortet kan ikke tegnes, så længe de er uens.'
        )
    return represented


def _draw_country(axes: Axes, represented: frozenset[str]) -> None:
    drawing = load_drawing()
    scale = MAP_WIDTH / drawing.width
    for code in _by_name():
        path = _placed(_outline(drawing.outlines[code]), scale, MARGIN, MARGIN)
        _fill(axes, path, code, code in represented)
    left, top, right, bottom = (MARGIN + scale * edge for edge in drawing.bornholm_inset)
    _frame(axes, left, top, right - left, bottom - top)
    _write(axes, (left + right) / 2, bottom + 10, "Bornholm", size=SMALL_TEXT, align="center")
    area = _capital_area()
    _frame(axes, MARGIN + scale * area.x0, MARGIN + scale * area.y0, scale * area.width, scale * area.height)


def _draw_detail(axes: Axes, represented: frozenset[str]) -> None:
    """The capital's municipalities, too small to be told apart on the map, once more and larger."""
    area = _capital_area()
    scale = DETAIL_WIDTH / area.width
    for code, rings in load_drawing().outlines.items():
        outline = _outline(rings)
        if outline.get_extents().overlaps(area):
            # Cut rather than clipped: what lies outside the frame would only weigh.
            path = _placed(
                outline.clip_to_bbox(area), scale, DETAIL_LEFT - scale * area.x0, DETAIL_TOP - scale * area.y0
            )
            _fill(axes, path, code, code in represented)
    _frame(axes, DETAIL_LEFT, DETAIL_TOP, DETAIL_WIDTH, scale * area.height)
    right, above = DETAIL_LEFT + DETAIL_WIDTH, DETAIL_TOP - 10.5
    _write(axes, right, above, "Hovedstadsområdet", size=SMALL_TEXT, align="right")


def _draw_shades(axes: Axes) -> None:
    """What strong and pale mean, in the sea west of Vendsyssel."""
    for y, fill, text in ((14.0, MUTED, "Med i undersøgelsen"), (33.0, _pale(MUTED), "Ikke med")):
        _swatch(axes, MARGIN, y, fill, MUTED)
        _write(axes, MARGIN + 16, y, text)


def _draw_key(axes: Axes, facts: Facts) -> None:
    """One row a group: both its colours, its name, its places and its municipalities; a total below."""
    name_x, places_x, municipalities_x = MARGIN + 30, 188.0, 254.0
    y = KEY_TOP
    _write(axes, places_x, y, "Væresteder", size=SMALL_TEXT, align="right", colour=MUTED)
    _write(axes, municipalities_x, y, "Kommuner", size=SMALL_TEXT, align="right", colour=MUTED)
    rows = [(answer.key, answer.label) for answer in facts.questionnaire.answers(_measure())]
    for key, label in [*rows, ("", "I alt")]:
        y += ROW_HEIGHT
        if key:
            _swatch(axes, MARGIN, y, COLOURS[key], COLOURS[key])
            _swatch(axes, MARGIN + 14, y, _pale(COLOURS[key]), COLOURS[key])
        else:
            _rule(axes, y - ROW_HEIGHT / 2 + 1, MARGIN, municipalities_x)
        places, represented, all_of_them = _counts(facts, key)
        _write(axes, name_x, y, label)
        _write(axes, places_x, y, places, align="right")
        _write(axes, municipalities_x, y, f"{represented} af {all_of_them}", align="right")


def _counts(facts: Facts, group: str) -> tuple[str, str, str]:
    """Places, represented municipalities and all municipalities of a group, of all groups for ""."""
    if group:
        places = fact_text(facts[f"{_measure()}.{group}"], "antal")
    else:  # the places whose municipality is known: the base that all groups share
        places = fact_text(facts[f"{_measure()}.{next(iter(COLOURS))}"], "base")
    municipalities = facts[f"{REPRESENTED}.{group}" if group else REPRESENTED]
    return places, fact_text(municipalities, "antal"), fact_text(municipalities, "base")


def _bases(facts: Facts) -> list[int]:
    bases = (facts[f"{_measure()}.{group}"].base_n for group in COLOURS)
    return [base for base in bases if base is not None]


def _describe(facts: Facts) -> str:
    """What the map shows, in sentences."""
    _, represented, all_of_them = _counts(facts, "")
    groups = []
    for answer in facts.questionnaire.answers(_measure()):
        places, some, every = _counts(facts, answer.key)
        noun = "værested" if places == "1" else "væresteder"
        groups.append(f"{places} {noun} i {some} af {every} {answer.label.lower()}")
    return (
        "Danmarkskortet viser kommunerne i farver efter kommunegruppe. "
        f"De {represented} af {all_of_them} kommuner, som har væresteder med i undersøgelsen, har stærk "
        f"farve, og resten er lyse. Undersøgelsen omfatter {join_words(groups)}."
    )


def _capital_area() -> Bbox:
    """The rectangle of the drawing in which the capital's municipalities lie."""
    outlines = load_drawing().outlines
    capital = [code for code, place in load_municipalities().items() if place.group == "hovedstad"]
    area = Bbox.union([_outline(outlines[code]).get_extents() for code in capital])
    return area.padded(DETAIL_MARGIN)


def _outline(rings: Sequence[Ring]) -> Path:
    return Path.make_compound_path(*(Path([*ring, ring[0]], closed=True) for ring in rings))


def _placed(path: Path, scale: float, left: float, top: float) -> Path:
    vertices = np.asarray(path.vertices) * scale + np.array([left, top])
    return Path(vertices.round(1), path.codes)


def _fill(axes: Axes, path: Path, code: str, represented: bool) -> None:
    colour = COLOURS[load_municipalities()[code].group]
    fill = colour if represented else _pale(colour)
    axes.add_artist(PathPatch(path, facecolor=fill, edgecolor=colour, linewidth=0.3, clip_on=False, gid=code))


def _pale(colour: str) -> str:
    """The colour thinned with white."""
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - channel) * PALE_SHARE):02x}" for channel in channels)


def _swatch(axes: Axes, x: float, y: float, fill: str, edge: str) -> None:
    axes.add_artist(Rectangle((x, y - 4.5), 10, 10, facecolor=fill, edgecolor=edge, linewidth=0.5, clip_on=False))


def _frame(axes: Axes, x: float, y: float, width: float, height: float) -> None:
    corner = (round(x, 1), round(y, 1))
    axes.add_artist(Rectangle(corner, round(width, 1), round(height, 1), fill=False, edgecolor=FRAME, linewidth=0.6))


def _rule(axes: Axes, y: float, left: float, right: float) -> None:
    axes.add_artist(PathPatch(Path([(left, y), (right, y)]), edgecolor=FRAME, linewidth=0.6))


def _write(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    *,
    size: float = TEXT_SIZE,
    align: str = "left",
    colour: str = INK,
) -> None:
    axes.text(x, y, text, fontsize=size, ha=align, va="center_baseline", color=colour, fontfamily=FONT)
