"""The bands into which a source sorts scores, with the gaps it leaves without a name."""

from dataclasses import dataclass
from enum import StrEnum

LEAST, MOST = -100, 100


class Place(StrEnum):
    LOW = "low"
    BELOW_GOOD = "below_good"  # a gap
    GOOD = "good"
    ABOVE_GOOD = "above_good"  # a gap
    BELOW_LEADERS = "below_leaders"  # the gap of a source that calls nothing good
    LEADERS = "leaders"
    BEYOND = "beyond"  # a gap: higher than the leaders a source names


NAMED = (Place.LOW, Place.GOOD, Place.LEADERS)


@dataclass(frozen=True)
class Band:
    """Whole scores from start to end, both inside."""

    place: Place
    start: int
    end: int

    @property
    def has_name(self) -> bool:
        return self.place in NAMED


@dataclass(frozen=True)
class Bands:
    """The limits a source gives, all inside their bands; None where it gives none."""

    low_to: int | None = None
    good_from: int | None = None
    good_to: int | None = None
    leaders_from: int | None = None
    leaders_to: int | None = None

    def named(self) -> list[Band]:
        """The bands with a name, lowest first. Whoever is above the leaders counts as one of them."""
        found = []
        if self.low_to is not None:
            found.append(Band(Place.LOW, LEAST, self.low_to))
        if self.good_from is not None:
            found.append(Band(Place.GOOD, self.good_from, self._end_of_good()))
        if self.leaders_from is not None:
            found.append(Band(Place.LEADERS, self.leaders_from, MOST))
        return found

    def all(self) -> list[Band]:
        """Every band from -100 to 100, the unnamed gaps between and above them included."""
        found: list[Band] = []
        for band in self.named():
            start = found[-1].end + 1 if found else LEAST
            if found and start < band.start:
                found.append(Band(self._gap_before(band), start, band.start - 1))
            found.append(band)
        if found and found[-1].place is Place.LEADERS and self.leaders_to is not None:
            found[-1] = Band(Place.LEADERS, found[-1].start, self.leaders_to)
        if found and found[-1].place in {Place.LEADERS, Place.GOOD} and found[-1].end < MOST:
            beyond = Place.BEYOND if found[-1].place is Place.LEADERS else Place.ABOVE_GOOD
            found.append(Band(beyond, found[-1].end + 1, MOST))
        return found

    def in_order(self) -> bool:
        """Whether each limit is above those before it."""
        limits = [self.low_to, self.good_from, self.good_to, self.leaders_from, self.leaders_to]
        given = [limit for limit in limits if limit is not None]
        starts = [self.low_to, self.good_from], [self.good_to, self.leaders_from]
        apart = all(before is None or after is None or before < after for before, after in starts)
        return given == sorted(given) and apart

    def _end_of_good(self) -> int:
        if self.good_to is not None:
            return self.good_to
        return MOST if self.leaders_from is None else self.leaders_from - 1

    def _gap_before(self, band: Band) -> Place:
        if band.place is Place.GOOD:
            return Place.BELOW_GOOD
        return Place.ABOVE_GOOD if self.good_from is not None else Place.BELOW_LEADERS
