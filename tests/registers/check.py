"""Every register's workbook, read by openpyxl, which does not know this program: it says what the CSV beside it says.

In: the program, by the environment's PROCBOOK, and the handbook of this repository. Out: one line for each mistake; the
last lines say how many workbooks passed and failed.
"""

import csv
import functools
import os
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

import openpyxl

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "https://handbook.example/"


def words(value):
    """A cell as the CSV has it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d")
    return str(value)


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        # A text that a spreadsheet would take for a formula has an apostrophe before it, which a workbook does not need.
        return [[cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@" else cell for cell in row] for row in csv.reader(file)]


def compared(sheet, path):
    """What of a sheet is not as its CSV file, and what a reader would miss in it."""
    wanted = rows_of(path)
    found = [[words(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    if found != wanted:
        different = next((pair for pair in zip(found, wanted) if pair[0] != pair[1]), (len(found), len(wanted)))
        yield f"differs from {path.name}: {different}"
    if not sheet.freeze_panes or sheet.freeze_panes[-1] != "2":
        yield "its head does not stay in view"
    if sheet.auto_filter.ref != sheet.dimensions:
        yield f"its filter is over {sheet.auto_filter.ref}, its cells are {sheet.dimensions}"
    if not all(6 <= dimension.width <= 60 for dimension in sheet.column_dimensions.values()):
        yield "a column is too narrow or too wide"


@functools.cache
def text(path):
    return path.read_text(encoding="utf-8")


def links(sheet, site):
    """How many links a sheet has, and those that lead nowhere."""
    count, wrong = 0, []
    for row in sheet.iter_rows():
        for cell in row:
            if not cell.hyperlink:
                continue
            count += 1
            target = cell.hyperlink.target or ""
            page = unquote(target.removeprefix(ADDRESS))
            if not target.startswith(ADDRESS) or not (site / page.split("#")[0]).is_file():
                wrong.append(f"{cell.coordinate} leads to {target}")
            elif fragment := cell.hyperlink.location:
                if f'id="{unquote(fragment)}"' not in text(site / page):
                    wrong.append(f"{cell.coordinate} leads to no {fragment} on {page}")
    return count, wrong


def matrices(book, site):
    """The sheets of responsibilities after the first, one for each procedure."""
    files = {path.stem: path for path in (site / "raci").glob("*.csv")}
    for sheet in book.worksheets[1:]:
        path = files.pop(sheet.title.lower(), None)
        yield from compared(sheet, path) if path else [f"no matrix is called {sheet.title}"]
    yield from (f"no sheet for {name}" for name in files)


def main():
    mistakes = {}
    with tempfile.TemporaryDirectory(prefix="procbook-registers-") as name:
        site = Path(name) / "public"
        subprocess.run([os.environ["PROCBOOK"], "build", "--root", ROOT, "--out", site], check=True, capture_output=True)
        books = sorted((site / "registers").glob("*.xlsx"))
        total = 0
        for path in books:
            book = openpyxl.load_workbook(path)
            found = list(compared(book.worksheets[0], path.with_suffix(".csv")))
            if path.stem == "raci":
                found += matrices(book, site)
            for sheet in book.worksheets:
                count, wrong = links(sheet, site)
                total += count
                found += wrong
            if found:
                mistakes[path.name] = found
        if len(books) < 10 or total < 1000:
            mistakes["all"] = [f"{len(books)} workbooks with {total} links"]
    for book, found in mistakes.items():
        for mistake in found[:10]:
            print(f"{book}: {mistake}")
    print(f"# pass {len(books) - len(mistakes)}")
    print(f"# fail {len(mistakes)}")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
