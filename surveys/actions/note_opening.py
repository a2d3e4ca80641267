from django.db.models import F

from surveys.models import ReferralLink


def note_opening(*, link: ReferralLink) -> None:
    """One more visitor opened a referral link. As with the visits of a survey's link, nothing is known of them."""
    ReferralLink.objects.of(link.organisation).filter(pk=link.pk).update(opened=F("opened") + 1)
