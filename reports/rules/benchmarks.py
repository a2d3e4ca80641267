"""Published figures by industry, as their sources give them. Data, not targets: they disagree, and none is refreshed.

Who is asked decides a figure as much as the industry: panels of consumers score 20 to 30, customers who answer
their own supplier's survey 30 to 45. Add a figure only with its source, population and link.
"""

from dataclasses import dataclass

from reports.rules.bands import Bands


def gettext_noop(text: str) -> str:
    """Mark a text for the catalogue; the pages translate it."""
    return text


NO_BANDS = Bands()


@dataclass(frozen=True)
class Figure:
    """What one source says about one industry. `year` is None where the source gives none."""

    key: str
    industry: str
    source: str
    year: int | None
    population: str
    url: str
    mean: int | None = None
    median: int | None = None
    bands: Bands = NO_BANDS
    detail: str = ""  # which part of the industry

    @property
    def typical(self) -> int | None:
        """The one number to compare with where there are no bands: the median where it is known."""
        return self.mean if self.median is None else self.median


INDUSTRIES = {
    "all": gettext_noop("All industries"),
    "software": gettext_noop("Software and technology"),
    "services": gettext_noop("Professional services"),
    "consumer": gettext_noop("Consumer goods and services"),
    "accounting": gettext_noop("Accounting"),
    "airlines": gettext_noop("Airlines"),
    "agencies": gettext_noop("Agencies"),
    "banking": gettext_noop("Banking and payments"),
    "car_rental": gettext_noop("Car rental"),
    "construction": gettext_noop("Construction"),
    "consulting": gettext_noop("Consulting"),
    "e_commerce": gettext_noop("E-commerce"),
    "education": gettext_noop("Education"),
    "groceries": gettext_noop("Groceries and supermarkets"),
    "hotels": gettext_noop("Hotels"),
    "hr": gettext_noop("Human resources services"),
    "insurance": gettext_noop("Insurance"),
    "legal": gettext_noop("Legal services"),
    "manufacturing": gettext_noop("Manufacturing"),
    "retail": gettext_noop("Retail"),
    "shipping": gettext_noop("Shipping"),
    "streaming": gettext_noop("Streaming and entertainment"),
    "other": gettext_noop("Another industry"),
}

_COMPILED = gettext_noop("compiled from others; method not stated")
_PLATFORM = gettext_noop("more than 150,000 organisations that ask through its platform")
_PANEL = gettext_noop("consumers in the United States, asked in a panel")
_BUSINESS = gettext_noop("business customers in the United States and Canada")
_QUESTIONPRO = "https://www.questionpro.com/blog/nps-benchmarks/"
_SURVEYMONKEY = "https://www.surveymonkey.com/mp/net-promoter-score-benchmarks-customer-loyalty/"
_XMI = "https://www.xminstitute.com/research/economics-of-nps-2023/"


def _questionpro(name: str, industry: str, mean: int, detail: str = "", bands: Bands = NO_BANDS) -> Figure:
    return Figure(
        f"questionpro-{name}",
        industry,
        "QuestionPro",
        None,
        _COMPILED,
        _QUESTIONPRO,
        mean,
        bands=bands,
        detail=detail,
    )


def _surveymonkey(industry: str, mean: int, median: int, lower: int | None, upper: int) -> Figure:
    """Its quartiles as bands: the lowest quarter and the highest."""
    return Figure(
        f"surveymonkey-{industry}",
        industry,
        "SurveyMonkey",
        2021,
        _PLATFORM,
        _SURVEYMONKEY,
        mean,
        median,
        Bands(low_to=lower, leaders_from=upper),
    )


def _xmi(name: str, industry: str, mean: int, detail: str = "") -> Figure:
    return Figure(f"xmi-2023-{name}", industry, "XM Institute", 2023, _PANEL, _XMI, mean, detail=detail)


def _clearlyrated(industry: str, year: int, mean: int, detail: str = "") -> Figure:
    url = "https://www.clearlyrated.com/"
    key = f"clearlyrated-{year}-{industry}"
    return Figure(key, industry, "ClearlyRated", year, _BUSINESS, url, mean, detail=detail)


SHIPPED = (
    Figure(
        "software-bands",
        "software",
        gettext_noop("An article on raising a low NPS"),
        None,
        gettext_noop("quotes the table of QuestionPro and sorts it into bands; method not stated"),
        _QUESTIONPRO,
        34,
        bands=Bands(low_to=25, good_from=30, good_to=40, leaders_from=56, leaders_to=60),
    ),
    _questionpro("software", "software", 34, bands=Bands(leaders_from=62, leaders_to=66)),
    _surveymonkey("software", 35, 40, 11, 64),
    _clearlyrated("software", 2022, 44, gettext_noop("IT services")),
    _surveymonkey("all", 32, 44, 0, 72),
    _surveymonkey("services", 43, 50, 19, 73),
    _surveymonkey("consumer", 43, 50, None, 72),
    _clearlyrated("services", 2018, 18),
    _clearlyrated("accounting", 2019, 24),
    _clearlyrated("hr", 2022, 37),
    _questionpro("education", "education", 71),
    _questionpro("agencies", "agencies", 61),
    _questionpro("consulting", "consulting", 51),
    _questionpro("e-commerce", "e_commerce", 48),
    _questionpro("online-shopping", "e_commerce", 43, gettext_noop("online shopping")),
    _questionpro("construction", "construction", 43),
    _questionpro("home-insurance", "insurance", 42, gettext_noop("home insurance")),
    _questionpro("car-insurance", "insurance", 39, gettext_noop("car insurance")),
    _questionpro("supermarkets", "groceries", 39, gettext_noop("supermarkets")),
    _xmi("groceries", "groceries", 26),
    _questionpro("entertainment", "streaming", 39, gettext_noop("online entertainment")),
    _xmi("streaming", "streaming", 28),
    _questionpro("airlines", "airlines", 39),
    _xmi("airlines", "airlines", 7),
    _questionpro("banking", "banking", 35),
    _questionpro("credit-cards", "banking", 37, gettext_noop("credit cards")),
    _xmi("payments", "banking", 1, gettext_noop("consumer payments")),
    _questionpro("hotels", "hotels", 36),
    _questionpro("shipping", "shipping", 35),
    _xmi("retail", "retail", 28),
    _xmi("car-rental", "car_rental", 3),
    Figure(
        "customergauge-2020-manufacturing",
        "manufacturing",
        "CustomerGauge",
        2020,
        gettext_noop("business customers of manufacturers"),
        "https://customergauge.com/benchmarks/industry/manufacturing",
        49,
    ),
    Figure(
        "clearlyrated-2018-legal",
        "legal",
        "ClearlyRated",
        2018,
        gettext_noop("business customers of law firms in the United Kingdom"),
        "https://kimtasso.com/",
        19,
    ),
)
