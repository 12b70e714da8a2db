"""Every form as an XLSForm: converted by pyxform, and the outcome loaded by ODK Validate. Neither knows this program.

In: the program, by the environment's PROCBOOK, and the handbook of this repository. Out: one line for each form that
was refused, with the reason; the last lines say how many passed and failed.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from pyxform.validators.odk_validate import ODK_VALIDATE_PATH
from pyxform.xls2xform import convert

ROOT = Path(__file__).resolve().parents[2]
# A handbook of tests with every type of field and every function, besides the real one.
HANDBOOKS = {"": ROOT, "test-": ROOT / "tests/exports/zh"}


def export(folder):
    """Every form of the handbooks as a workbook; their paths."""
    for prefix, handbook in HANDBOOKS.items():
        out = folder / f"{prefix}forms"
        subprocess.run([os.environ["PROCBOOK"], "export", "xlsform", "--all", out, "--root", handbook], check=True, stdout=subprocess.DEVNULL)
        for book in sorted(out.glob("*.xlsx")):
            yield prefix + book.stem, book


def converted(book):
    """The XForm of a workbook, or why there is none. What pyxform only remarks on is a mistake here too."""
    try:
        made = convert(book, validate=False)
    except Exception as error:  # pyxform raises errors of many kinds for what is wrong in a workbook
        return None, f"{type(error).__name__}: {error}"
    return made.xform, "; ".join(made.warnings)


def odk_validate(paths):
    command = ["java", "-Djava.awt.headless=true", "-jar", ODK_VALIDATE_PATH, *paths]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def validated(paths):
    """What ODK Validate says of each XForm; empty when it is sound. One run for all, as Java starts slowly."""
    said = odk_validate(paths).stdout.split("Validating: ")[1:]
    found = {}
    for path, text in zip(paths, said, strict=True):
        # Reasons go to the other stream, which names no form: the form is asked about alone.
        found[path] = "" if ">> Xform is valid!" in text else "\n".join(odk_validate([path]).stderr.split("\n")[:8])
    return found


def spoilt(book, folder, name, change):
    """A copy of a workbook with one cell of its first calculation changed."""
    workbook = openpyxl.load_workbook(book)
    rows = workbook["survey"].iter_rows()
    head = [cell.value for cell in next(rows)]
    cell = next(row[head.index("calculation")] for row in rows if row[head.index("calculation")].value)
    cell.value = change(cell.value)
    workbook.save(folder / name)
    return folder / name


def refused(sound, folder):
    """What is not refused although it should be: this very check, checked."""
    unknown = spoilt(sound, folder, "unknown.xlsx", lambda text: "${no_such_field} + 1")
    if converted(unknown)[0] is not None:
        yield "pyxform takes a field that there is not"
    path = folder / "function.xml"
    text, _ = converted(spoilt(sound, folder, "function.xlsx", lambda text: "no-such-function(1)"))
    path.write_text(text, encoding="utf-8")
    if not validated([path])[path]:
        yield "ODK Validate takes a function that there is not"


def main():
    mistakes = []
    with tempfile.TemporaryDirectory(prefix="procbook-xlsform-") as name:
        folder = Path(name)
        books = dict(export(folder))
        xforms = {}
        for form, book in books.items():
            text, mistake = converted(book)
            if mistake:
                mistakes.append(f"{form}: {mistake}")
            if text is not None:
                xforms[folder / f"{form}.xml"] = text
        for path, text in xforms.items():
            path.write_text(text, encoding="utf-8")
        mistakes += [f"{path.stem}: {said}" for path, said in validated(list(xforms)).items() if said]
        mistakes += refused(books["test-F-1"], folder)
    # The check of the checkers counts as one.
    failed = len({mistake.split(":")[0] for mistake in mistakes})
    for mistake in mistakes:
        print(mistake)
    print(f"# pass {len(books) + 1 - failed}")
    print(f"# fail {failed}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
