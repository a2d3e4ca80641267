"""One brand colour, made readable: text on it, and the colour itself on a light and on a dark page (WCAG 2.2 AA)."""

from dataclasses import dataclass

TEXT_CONTRAST = 4.5
LIGHT_PAGE, DARK_PAGE = "#ffffff", "#1b1e21"
WHITE, BLACK = "#ffffff", "#000000"
FALLBACK = "#0b5f57"


@dataclass(frozen=True)
class Palette:
    """Fill of what is chosen and of the button, and the ink on it, by day and by night."""

    light: str
    light_ink: str
    dark: str
    dark_ink: str


def palette(color: str) -> Palette:
    """The brand colour, darkened or lightened until it stands out from the page; black or white on it."""
    try:
        red, green, blue = _channels(color)
    except ValueError:
        red, green, blue = _channels(FALLBACK)
    light = _move((red, green, blue), target=0, page=LIGHT_PAGE)
    dark = _move((red, green, blue), target=255, page=DARK_PAGE)
    return Palette(light, ink(light), dark, ink(dark))


def ink(fill: str) -> str:
    """Black or white, whichever reads better on the fill: one of them always reaches 4.5."""
    return WHITE if contrast(fill, WHITE) >= contrast(fill, BLACK) else BLACK


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _move(channels: tuple[int, int, int], *, target: int, page: str) -> str:
    for step in range(21):
        part = step / 20
        moved = "#" + "".join(f"{round(value + (target - value) * part):02x}" for value in channels)
        if contrast(moved, page) >= TEXT_CONTRAST:
            return moved
    return BLACK if target == 0 else WHITE


def _channels(color: str) -> tuple[int, int, int]:
    if len(color) != 7 or color[0] != "#":
        raise ValueError(f"a colour is #rrggbb, not {color!r}")
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(color))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
