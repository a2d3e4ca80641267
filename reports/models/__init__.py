from reports.models.benchmark import Benchmark
from reports.models.benchmark_choice import BenchmarkChoice

__all__ = ["Benchmark", "BenchmarkChoice"]
