from integrations.models.api_key import ApiKey
from integrations.models.import_chunk import ImportChunk
from integrations.models.import_job import ImportJob
from integrations.models.import_problem import ImportProblem

__all__ = ["ApiKey", "ImportChunk", "ImportJob", "ImportProblem"]
