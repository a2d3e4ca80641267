import hashlib
from typing import Final

from django.db import models

from accounts.models.owned import Owned
from responses.models.response import Response

MAKER: Final = "use3"  # another embedding, whose vectors cannot be compared with these, takes another name


class CommentVector(Owned):
    """What a comment means, as 512 numbers of two bytes (responses/rules/meaning.py).

    It goes with the answer, and with the person who gave it: of somebody who was erased nothing is reckoned any more.
    """

    response = models.OneToOneField("responses.Response", on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, null=True, related_name="+")
    text_mark = models.BinaryField(max_length=8)  # of which text: it may have been changed since
    vector = models.BinaryField()

    def __str__(self) -> str:
        return f"vector of answer {self.response_id}"


def mark_of(text: str) -> bytes:
    """Tells one text from another, and one embedding from another."""
    return hashlib.blake2b(f"{MAKER} {text}".encode(), digest_size=8).digest()


def was_erased(row: Response) -> bool:
    """Whether the person who gave an answer was deleted: asked by name, and no name is known any more."""
    return row.contact_id is None and row.invitation_id is None and row.channel != "link"
