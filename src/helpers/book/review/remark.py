"""What a review says: one fault with its place and its remedy, in Danish."""

from dataclasses import dataclass
from enum import Enum


class Weight(Enum):
    """How much a remark weighs: no book can be made, none may be published, or it is good to know."""

    STOPS = "stops"
    BLOCKS = "blocks"
    NOTE = "note"


@dataclass(frozen=True)
class Remark:
    """One thing that is wrong in a chapter, or in what belongs to the chapters where `cell` is 0.

    `place` is the name of the chapter, or of the file; `sentence` the words it is about as they are written, blank
    where there are none; `fault` says what is wrong and `remedy` what to write.
    """

    place: str
    heading: str
    cell: int
    fault: str
    remedy: str
    sentence: str = ""
    weight: Weight = Weight.BLOCKS

    @property
    def where(self) -> str:
        """Chapter, heading and cell in words."""
        if not self.cell:
            return self.place
        heading = f", »{self.heading}«" if self.heading else ""
        return f"{self.place}.ipynb{heading}, celle {self.cell}"

    def __str__(self) -> str:
        quoted = f" »{self.sentence}«" if self.sentence else ""
        return f"{self.where}: {self.fault}{quoted} {self.remedy}"
