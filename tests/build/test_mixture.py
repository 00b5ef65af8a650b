"""A book is made from what stood there when it was begun, or it does not take the place of the one that stands."""

from pathlib import Path

from small_project import SmallProject

# The chapters have run when the web pages are begun; then a setting is another.
CHANGED = """
import os
from pathlib import Path
from helpers.base.errors import VaerestederError
from helpers.build import sphinx_build
from helpers.build.build_book import build_book
write, settings = sphinx_build.write_book, Path(os.environ["VAERESTEDER_DATA"]) / "themes.yml"
def write_book(*arguments):
    settings.write_bytes(settings.read_bytes() + b"\\n")
    return write(*arguments)
sphinx_build.write_book = write_book
try:
    build_book("2024")
except VaerestederError as error:
    print(error)
"""


def test_a_book_of_old_and_new_settings_is_not_put_in_place(tmp_path: Path) -> None:
    project = SmallProject(tmp_path / "projekt")
    told = project.python(CHANGED)
    assert "blev ændret, mens udgaven 2024 blev bygget" in told, told
    assert not (project.folder / "_build" / "2024").exists()
