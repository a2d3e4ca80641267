import pytest

from delivery.rules.quoting import split_quoted

OURS = "Hola Ana,\nlo siento mucho.\n\nLucía"
QUOTED = "\n".join(f"> {line}" for line in OURS.splitlines())


@pytest.mark.parametrize(
    "before",
    [
        "El mar, 24 nov 2026 a las 10:00, Lucía · Acme (<surveys@acme.example>) escribió:\n\n" + QUOTED,
        "On Tue, 24 Nov 2026 at 10:00, Lucía · Acme <surveys@acme.example>\nwrote:\n" + QUOTED,
        "Am 24.11.2026 um 10:00 schrieb Lucía <surveys@acme.example>:\n" + OURS,
        "Le mar. 24 nov. 2026 à 10:00, Lucía <surveys@acme.example> a écrit :\n" + QUOTED,
        "Em ter., 24 de nov. de 2026, Lucía <surveys@acme.example> escreveu:\n" + QUOTED,
        "-----Mensaje original-----\nDe: Lucía\nAsunto: Tu respuesta\n\n" + OURS,
        "________________________________\nFrom: Lucía <a@b.example>\nSent: Tuesday\n"
        "To: Ana\nSubject: x\n\n" + OURS,
        "De: Lucía <a@b.example>\nEnviado: martes\nPara: Ana\nAsunto: Tu respuesta\n\n" + OURS,
        QUOTED,
    ],
)
def test_what_was_answered_is_folded(before):
    text, quoted = split_quoted(f"Gracias.\r\nSigo esperando.\r\n\r\n{before}\n")
    assert text == "Gracias.\nSigo esperando."
    assert "lo siento mucho." in quoted


def test_an_answer_below_the_quotation():
    text, quoted = split_quoted(f"On Tue Lucía wrote:\n{QUOTED}\n\nGracias.\nAna")
    assert text == "Gracias.\nAna"
    assert quoted.startswith("On Tue")


def test_an_answer_between_the_lines_is_kept_whole():
    mail = "On Tue Lucía wrote:\n> When did it come?\nOn Monday.\n> Was it broken?\nYes."
    assert split_quoted(mail) == (mail, "")


@pytest.mark.parametrize(
    "mail", ["", "Gracias.", "> Hola\n> Ana", "De: Ana\nsin más", "The letter I wrote: it is lost"]
)
def test_nothing_is_folded_where_nothing_else_was_written(mail):
    assert split_quoted(mail) == (mail, "")
