from reports.models.alert import Alert
from reports.models.benchmark import Benchmark
from reports.models.benchmark_choice import BenchmarkChoice
from reports.models.comparison import Comparison
from reports.models.comparison_plan import ComparisonPlan
from reports.models.milestone import Milestone
from reports.models.mute import Mute
from reports.models.observation import Observation
from reports.models.observed import Observed
from reports.models.recipient import Recipient
from reports.models.sales_touch import SalesTouch
from reports.models.saved_view import SavedView
from reports.models.score_watch import ScoreWatch
from reports.models.subscription import Subscription

__all__ = [
    "Alert",
    "Benchmark",
    "BenchmarkChoice",
    "Comparison",
    "ComparisonPlan",
    "Milestone",
    "Mute",
    "Observation",
    "Observed",
    "Recipient",
    "SalesTouch",
    "SavedView",
    "ScoreWatch",
    "Subscription",
]
