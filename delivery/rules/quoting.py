"""What somebody wrote in a mail, apart from the mail that they answer and that their program quoted."""

import re

# "On Tue, Lucía <...> wrote:", as mail programs say it in the languages of our customers.
_WROTE = re.compile(
    r"(?:on|el|le|am|em|il|op)\b.{4,300}\b"
    r"(?:wrote|escribi[óo]|a écrit|schrieb.{0,120}|escreveu|ha scritto|schreef.{0,120})\s*:\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
_DIVIDER = re.compile(
    r"\s*(?:-{2,}\s*(?:original message|mensaje original|mensagem original|message d'origine|"
    r"ursprüngliche nachricht|forwarded message|mensaje reenviado)\s*-{2,}|_{20,})\s*\Z",
    re.IGNORECASE,
)
# The block of headers that Outlook puts above what is answered.
_FROM = re.compile(r"\s*\*?(?:from|de|von|da|van)\s*:\*?\s*\S", re.IGNORECASE)
_SUBJECT = re.compile(r"\s*\*?(?:subject|asunto|assunto|betreff|objet|oggetto|onderwerp)\s*:", re.IGNORECASE)
_HEADERS = 6  # lines within which a block of headers names its subject


def split_quoted(text: str) -> tuple[str, str]:
    """What was written, and what was quoted. Who answers between the lines of the quotation keeps it all.

    A mail of nothing but a quotation is taken as written: somebody may have had a reason.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    start = _start(lines)
    if start is None:
        return _joined(lines), ""
    fresh, rest = lines[:start], lines[start:]
    quoted_at = [number for number, line in enumerate(rest) if _is_quoted(line)]
    if quoted_at:
        first, last = quoted_at[0], quoted_at[-1]
        below = rest[last + 1 :]
        between = [line for line in rest[first:last] if line.strip() and not _is_quoted(line)]
        if between:
            return _joined(lines), ""
        fresh, rest = fresh + below, rest[: last + 1]
    written = _joined(fresh)
    return (written, _joined(rest)) if written else (_joined(lines), "")


def _start(lines: list[str]) -> int | None:
    """Where the first sign of a quotation is."""
    for number, line in enumerate(lines):
        if _is_quoted(line) or _DIVIDER.match(line):
            return number
        # Long names make the sentence go on in the next line, or in the one after it.
        if any(_WROTE.match("\n".join(lines[number : number + many]).strip()) for many in (1, 2, 3)):
            return number
        if _FROM.match(line) and any(_SUBJECT.match(head) for head in lines[number + 1 : number + _HEADERS]):
            return number
    return None


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _joined(lines: list[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip()
