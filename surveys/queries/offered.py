"""What the thank-you page offers to somebody who answered. Neither the score nor the category comes in here."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from contacts.models import Contact
from surveys.models import Afterwards, Coupon, ReferralLink, SurveyVersion
from surveys.rules.after_words import after_words
from surveys.rules.page import Frame
from surveys.rules.wording import fill


@dataclass(frozen=True)
class Share:
    """A link with a few words, for a friend."""

    text: str
    url: str

    @property
    def whatsapp(self) -> str:
        return f"https://wa.me/?text={quote(f'{self.text} {self.url}')}"

    @property
    def mail(self) -> str:
        return f"mailto:?subject={quote(self.text)}&body={quote(f'{self.text} {self.url}')}"


@dataclass(frozen=True)
class Reward:
    """What was promised for answering. `code` is empty until it was asked for; `gone`: there is none to ask for."""

    promise: str
    terms: str
    code: str
    gone: bool


@dataclass(frozen=True)
class Friend:
    """A link of one's own for friends. `share` is None until it was asked for."""

    title: str
    promise: str
    terms: str
    share: Share | None


@dataclass(frozen=True)
class Offered:
    words: Mapping[str, str]
    share: Share | None = None
    review_url: str = ""
    review_link: str = ""
    reward: Reward | None = None
    friend: Friend | None = None
    quote_title: str = ""
    asks_quote: bool = False
    panel: bool | None = None  # whether the person is in it; None: they are not asked

    def __bool__(self) -> bool:
        some = self.share or self.review_url or self.reward or self.friend or self.asks_quote
        return bool(some) or self.panel is not None


def offered(*, version: SurveyVersion, contact: int | None, frame: Frame) -> Offered:
    """What one person (the id of the contact) finds there. `contact` is None where nobody is named."""
    words = after_words(frame.language, version.address)
    found = Afterwards.objects.of(version.organisation).filter(survey=version.survey_id)
    row = found.select_related("pool").first()
    if row is None:
        return Offered(words)

    def own(key: str) -> str:
        return _own(row, key, version, frame)

    text = own("share_text") or fill(words["share_text"], {"brand": frame.brand})
    friend = _friend(row, contact, version, frame, text)
    return Offered(
        words=words,
        share=None if friend and friend.share else _share(row, text),
        friend=friend,
        quote_title=words["quote_title"],
        asks_quote=row.asks_quotes,
        panel=_panel(row, contact),
        review_url=row.review_url,
        review_link=words["review_link"].format(name=row.review_name),
        reward=_reward(row, contact, own("reward"), own("reward_terms")),
    )


def referral_words(row: Afterwards, version: SurveyVersion, frame: Frame) -> dict[str, str]:
    """What a friend reads who opens such a link."""
    words, brand = after_words(frame.language, version.address), {"brand": frame.brand}
    return {
        "title": fill(words["friend_visit"], brand),
        "promise": _own(row, "friend", version, frame),
        "terms": _own(row, "friend_terms", version, frame),
        "go": fill(words["friend_go"], brand),
        "privacy": words["friend_privacy"],
    }


def _own(row: Afterwards, key: str, version: SurveyVersion, frame: Frame) -> str:
    return fill(row.text(key, frame.language, version.default_language), {"brand": frame.brand})


def _friend(
    row: Afterwards, contact: int | None, version: SurveyVersion, frame: Frame, text: str
) -> Friend | None:
    if not row.refers or contact is None:
        return None
    words, brand = after_words(frame.language, version.address), {"brand": frame.brand}
    links = ReferralLink.objects.of(row.organisation)
    link = links.filter(survey=version.survey_id, contact=contact).first()
    return Friend(
        title=fill(words["friend_title"], brand),
        promise=_own(row, "friend", version, frame) or fill(words["friend_text"], brand),
        terms=_own(row, "friend_terms", version, frame),
        share=Share(text, link.address) if link else None,
    )


def _panel(row: Afterwards, contact: int | None) -> bool | None:
    if contact is None:
        return None
    is_in = Contact.objects.of(row.organisation).filter(pk=contact, panel_since__isnull=False).exists()
    return is_in if row.asks_panel or is_in else None


def _share(row: Afterwards, text: str) -> Share | None:
    return Share(text, row.share_url) if row.shares and row.share_url else None


def _reward(row: Afterwards, contact: int | None, promise: str, terms: str) -> Reward | None:
    """One code a person: whoever answered without a name cannot be told from anybody else."""
    if row.pool is None or contact is None:
        return None
    mine = Coupon.objects.of(row.organisation).filter(pool=row.pool, contact=contact).first()
    code = mine.code if mine else ""
    return Reward(promise, terms, code, gone=not code and row.pool.left <= 0)
