"""Which cases may be held back by lot. Plain Python: everything the lot must keep away from stands here."""

from responses.maths import scale


def may_be_held(*, score: int, wants_contact: bool | None, is_known: bool, is_exempt: bool) -> bool:
    """Only an unhappy answer of somebody we know, who did not ask to be contacted, and whom no rule keeps out.

    Without a name nothing could be learnt from it; who asked for contact gets it, whatever is being measured.
    """
    return score <= scale.DETRACTOR_MAX and wants_contact is not True and is_known and not is_exempt
