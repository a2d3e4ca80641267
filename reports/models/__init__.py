from reports.models.benchmark import Benchmark
from reports.models.benchmark_choice import BenchmarkChoice
from reports.models.recipient import Recipient
from reports.models.saved_view import SavedView

__all__ = ["Benchmark", "BenchmarkChoice", "Recipient", "SavedView"]
