"""Telephone numbers written plainly, recognised by one pattern a country: a hundredth of what reading them costs.

Only what phonenumbers would surely take as it stands is recognised; for everything else there is normal_phone().
"""

import re
from functools import lru_cache

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata
from phonenumbers.phonemetadata import PhoneNumberDesc

_PLAIN = re.compile(r"\+?[0-9][0-9 ().-]{5,22}[0-9]")
_BETWEEN = str.maketrans("", "", " ().-")
# The kinds of number that make a number valid.
_KINDS = (
    *("premium_rate", "toll_free", "shared_cost", "voip", "personal_number", "pager", "uan", "voicemail"),
    *("fixed_line", "mobile"),
)
NOTHING = "(?!)"
Pattern = re.Pattern[str]


def plain_phone(text: str, country: str) -> str | None:
    """The number in E.164 where it is plainly written and valid; None where that takes a closer look."""
    if not _PLAIN.fullmatch(text):
        return None
    digits = text.translate(_BETWEEN)
    if digits[0] == "+":
        for length in (2, 3, 4):
            if (code := int(digits[1:length])) in COUNTRY_CODE_TO_REGION_CODE:
                return digits if _is_plain(code, "", digits[length:]) else None
        return None
    code = _code_of(country)
    return f"+{code}{digits}" if code and _is_plain(code, country, digits) else None


def _is_plain(code: int, country: str, national: str) -> bool:
    rewritten, regions = _patterns(code, country)
    if rewritten is None or rewritten.match(national):
        return False
    for leading, valid in regions:
        if leading is None:
            if valid.fullmatch(national):
                return True
        elif leading.match(national):
            return valid.fullmatch(national) is not None
    return False


@lru_cache(maxsize=500)
def _patterns(code: int, country: str) -> tuple[Pattern | None, list[tuple[Pattern | None, Pattern]]]:
    """What phonenumbers would take off the front of a number, and of each region what it begins with and looks like.

    `country`: where the number was written without a prefix; then the way out of that country may be in front, too.
    """
    regions = COUNTRY_CODE_TO_REGION_CODE[code]
    home = PhoneMetadata.metadata_for_region(country or regions[0], None)
    if home is None:  # satellites and the like
        return None, []
    fronts = [home.national_prefix_for_parsing, home.international_prefix if country else None]
    rewritten = re.compile("|".join(f"(?:{front})" for front in fronts if front) or NOTHING)
    found = []
    for region in regions:
        data = PhoneMetadata.metadata_for_region(region, None)
        if data is not None:
            leading = re.compile(data.leading_digits) if data.leading_digits else None
            found.append((leading, re.compile(_shape(data))))
    return rewritten, found


def _shape(data: PhoneMetadata) -> str:
    """One pattern: as every number of the country, and as one of its kinds, at one of its lengths."""
    general = data.general_desc
    if general is None:
        return NOTHING
    kinds = [kind for name in _KINDS if (kind := getattr(data, name)) and kind.national_number_pattern]
    either = "|".join(f"{_lengths(kind, general)}(?:{kind.national_number_pattern})$" for kind in kinds)
    return f"(?=(?:{general.national_number_pattern})$)(?:{either or NOTHING})"


def _lengths(kind: PhoneNumberDesc, general: PhoneNumberDesc) -> str:
    lengths = kind.possible_length or general.possible_length
    return f"(?=(?:{'|'.join(f'.{{{length}}}' for length in lengths)})$)" if lengths else ""


@lru_cache(maxsize=500)
def _code_of(country: str) -> int:
    data = PhoneMetadata.metadata_for_region(country, None) if country else None
    return data.country_code or 0 if data is not None else 0
