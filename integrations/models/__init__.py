from integrations.models.api_key import ApiKey
from integrations.models.due_notice import DueNotice
from integrations.models.import_chunk import ImportChunk
from integrations.models.import_job import ImportJob
from integrations.models.import_problem import ImportProblem
from integrations.models.webhook_delivery import WebhookDelivery
from integrations.models.webhook_endpoint import WebhookEndpoint
from integrations.models.webhook_event import WebhookEvent

__all__ = [
    "ApiKey",
    "DueNotice",
    "ImportChunk",
    "ImportJob",
    "ImportProblem",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookEvent",
]
