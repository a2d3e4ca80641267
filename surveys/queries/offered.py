"""What the thank-you page offers to somebody who answered. Neither the score nor the category comes in here."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from surveys.models import Afterwards, Coupon, SurveyVersion
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
class Offered:
    words: Mapping[str, str]
    share: Share | None = None
    review_url: str = ""
    review_link: str = ""
    reward: Reward | None = None

    def __bool__(self) -> bool:
        return bool(self.share or self.review_url or self.reward)


def offered(*, version: SurveyVersion, contact: int | None, frame: Frame) -> Offered:
    """What one person (the id of the contact) finds there. `contact` is None where nobody is named."""
    words = after_words(frame.language, version.address)
    found = Afterwards.objects.of(version.organisation).filter(survey=version.survey_id)
    row = found.select_related("pool").first()
    if row is None:
        return Offered(words)

    def own(key: str) -> str:
        return fill(row.text(key, frame.language, version.default_language), {"brand": frame.brand})

    return Offered(
        words=words,
        share=_share(row, own("share_text") or fill(words["share_text"], {"brand": frame.brand})),
        review_url=row.review_url,
        review_link=words["review_link"].format(name=row.review_name),
        reward=_reward(row, contact, own("reward"), own("reward_terms")),
    )


def _share(row: Afterwards, text: str) -> Share | None:
    return Share(text, row.share_url) if row.shares and row.share_url else None


def _reward(row: Afterwards, contact: int | None, promise: str, terms: str) -> Reward | None:
    """One code a person: whoever answered without a name cannot be told from anybody else."""
    if row.pool is None or contact is None:
        return None
    mine = Coupon.objects.of(row.organisation).filter(pool=row.pool, contact=contact).first()
    code = mine.code if mine else ""
    return Reward(promise, terms, code, gone=not code and row.pool.left <= 0)
