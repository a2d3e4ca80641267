from responses.models.response import Response
from responses.models.revision import Revision

__all__ = ["Response", "Revision"]
