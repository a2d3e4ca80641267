from responses.models.provisional_answer import ProvisionalAnswer
from responses.models.response import Response
from responses.models.revision import Revision

__all__ = ["ProvisionalAnswer", "Response", "Revision"]
