import hashlib
import io

from django.db import transaction
from PIL import Image, UnidentifiedImageError

from accounts.models import Organisation
from surveys.models import Logo

LARGEST_UPLOAD = 2 * 1024 * 1024
LARGEST_PNG = 15 * 1024
BOX = (240, 80)
MOST_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG")


class LogoRefused(Exception):
    """The file cannot be a logo. `reason`: too_large, not_an_image, too_detailed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def store_logo(*, organisation: Organisation, content: bytes) -> Logo:
    """Keep a PNG or JPEG as a small PNG of our own making, so that nothing hidden in the upload survives."""
    if len(content) > LARGEST_UPLOAD:
        raise LogoRefused("too_large")
    image = _opened(content)
    png = _small_png(image)
    logo, _ = Logo.objects.of(organisation).get_or_create(
        organisation=organisation,
        digest=hashlib.sha256(png).hexdigest(),
        defaults={"png": png, "width": image.width, "height": image.height},
    )
    return logo


def _opened(content: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise LogoRefused("too_large")
        image.thumbnail(BOX, Image.Resampling.LANCZOS)
        return image.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise LogoRefused("not_an_image") from error


def _small_png(image: Image.Image) -> bytes:
    """The image as PNG; with fewer colours where it would weigh too much."""
    for colours in (None, 256, 64, 16):
        file = io.BytesIO()
        reduced = image if colours is None else image.quantize(colours, method=Image.Quantize.FASTOCTREE)
        reduced.save(file, "PNG", optimize=True)
        if file.tell() <= LARGEST_PNG:
            return file.getvalue()
    raise LogoRefused("too_detailed")
