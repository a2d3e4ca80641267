"""Lint the mails customers receive with html-validate and caniemail. Run by `make lint-mail`; needs Node and npm.

What they find is either mended or explained in a row of the table below "Mail lint" in docs/SENDING.md and its
Spanish sister: a finding without a row, and a row without a finding, fail.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
TOOLS = CHECKOUT / "var" / "lint-mail"
GUIDES = (CHECKOUT / "docs" / "SENDING.md", CHECKOUT / "docs" / "SENDING.es.md")
_ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
_TABLE = re.compile(r"<!-- lint-mail -->(.*?)<!-- /lint-mail -->", re.DOTALL)


@dataclass(frozen=True)
class Finding:
    """What one of the tools says about something in a mail."""

    tool: str
    title: str
    level: str
    clients: list[str]
    notes: list[str]


def main() -> int:
    """0: every finding is explained."""
    if not (shutil.which("node") and shutil.which("npm")):
        print("make lint-mail needs Node 20.19 or newer, and npm.")
        return 2
    findings = lint()
    width = max(len(finding.title) for finding in findings)
    for finding in findings:
        where = ", ".join(finding.clients) or finding.notes[0]
        print(f"{finding.tool:13}  {finding.level:8}  {finding.title:{width}}  {where[:160]}")
    titles = {finding.title for finding in findings}
    wrong = [line for guide in GUIDES for line in differences(titles, guide)]
    print(*wrong, sep="\n")
    if not wrong:
        print(f"{len(titles)} findings, each of them explained in {' and '.join(g.name for g in GUIDES)}.")
    return 1 if wrong else 0


def lint() -> list[Finding]:
    """What both tools say about all samples."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", "lint.mjs"):
        shutil.copy(HERE / name, TOOLS / name)
    install = ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run(install, cwd=TOOLS, check=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "bench.mail.samples", folder], cwd=CHECKOUT, check=True)
        said = subprocess.run(
            ["node", "lint.mjs", folder], cwd=TOOLS, check=True, stdout=subprocess.PIPE, text=True
        )
    found = [Finding(**fields) for fields in json.loads(said.stdout)]
    return sorted(found, key=lambda finding: (finding.tool, finding.level, finding.title))


def explained(guide: Path) -> set[str]:
    """The findings a guide has a row for."""
    table = _TABLE.search(guide.read_text())
    return set(_ROW.findall(table.group(1))) if table else set()


def differences(titles: set[str], guide: Path) -> list[str]:
    """What a guide does not explain, and what it explains in vain."""
    rows = explained(guide)
    return [
        *(f"not explained in {guide.name}: {title}" for title in sorted(titles - rows)),
        *(f"no longer found, but in {guide.name}: {title}" for title in sorted(rows - titles)),
    ]


if __name__ == "__main__":
    sys.exit(main())
