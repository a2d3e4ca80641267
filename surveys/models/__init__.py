from surveys.models.afterwards import Afterwards
from surveys.models.asking_rules import AskingRules
from surveys.models.campaign import Campaign
from surveys.models.coupon import Coupon
from surveys.models.coupon_pool import CouponPool
from surveys.models.earned_customer import EarnedCustomer
from surveys.models.event_ask import EventAsk
from surveys.models.experiment import Experiment
from surveys.models.extra_choice import ExtraChoice
from surveys.models.invitation import Invitation
from surveys.models.link_hit import LinkHit
from surveys.models.logo import Logo
from surveys.models.programme import Programme
from surveys.models.referral_link import ReferralLink
from surveys.models.survey import Survey
from surveys.models.survey_version import SurveyVersion
from surveys.models.trigger import Trigger

__all__ = [
    "Afterwards",
    "AskingRules",
    "Campaign",
    "Coupon",
    "CouponPool",
    "EarnedCustomer",
    "EventAsk",
    "Experiment",
    "ExtraChoice",
    "Invitation",
    "LinkHit",
    "Logo",
    "Programme",
    "ReferralLink",
    "Survey",
    "SurveyVersion",
    "Trigger",
]
