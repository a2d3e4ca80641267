from django.db import models

from accounts.models.owned import Owned


class InvitationTally(Owned):
    """How many invitations of a survey left on a local day, and how many of those were answered by now.

    `grouping` and `segment` as in Tally, but of the properties the contact has today.
    """

    organisation = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.CASCADE,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    survey_id = models.BigIntegerField()
    day = models.DateField()
    grouping = models.TextField()
    segment = models.JSONField()
    invited = models.IntegerField()
    answered = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "grouping", "day", "survey_id"], name="invitation_tally_by_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.segment}: {self.answered} of {self.invited}"
