"""Run the parts named on the command line, or all of them; fails where a limit is missed."""

import importlib
import subprocess
import sys

from bench.servers import servers
from bench.table import show

# A part is a module of this package with `measure(machine) -> list[Figure]`.
PARTS = {
    "dashboard": "the dashboard at 10 thousand to 10 million answers, and what its tallies cost",
    "alerts": "years in which nothing changes, and falls of 30 points, seen by the daily look",
    "answers": "the survey page and one whole answer beside a bare Django view",
    "answer_to_case": "100 unhappy answers, from the POST to the case on an open inbox and the owner's mail",
    "export": "1 million answers as a file beside PostgreSQL's own COPY",
    "inbox": "the inbox with 10 000 open cases, and its refresh every three seconds",
    "import_contacts": "100 000 contacts imported by the worker while pages are answered",
    "learning": "what corrections and answers teach, with and without comparing comments by their meaning",
    "plan": "100 000 invitations planned, throttled and put into the ledger by the worker",
    "themes": "comments read by rules, and compared by their meaning: themes, and how each is spoken of",
    "said": "what customers say beside what they buy, at 1 million customers",
    "purchases": "1 million purchases imported, and the page of quadrants at 1 million customers",
    "send": "invitations rendered for each person and handed over through the ledger",
    "worlds": "five worlds of 20 thousand customers, and what the page of saying and buying says in each",
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"Unknown: {', '.join(unknown)}. Parts: {', '.join(PARTS)}.")
        return 2
    if len(names) != 1:  # settings are read once in a process, and each part has servers of its own
        commands = [[sys.executable, "-m", "bench", name] for name in names or PARTS]
        runs = [subprocess.run(command, check=False).returncode for command in commands]
        return max(runs)
    return run(names[0])


def run(name: str) -> int:
    with servers() as machine:
        figures = importlib.import_module(f"bench.{name}").measure(machine)
    show(f"{name}: {PARTS[name]}", figures)
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
