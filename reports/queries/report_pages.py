"""Every report page that can be saved, shared, mailed and exported: a new one is one line here.

Its template extends `request.frame|default:"base.html"`, so that the page can be read without an account, and includes
"reports/_actions.html" with its key.
"""

from django.utils.translation import gettext_lazy as _

from reports.queries.analysis_reports import compared_report, movement_report, segments_report, trend_report
from reports.queries.barriers_report import barriers_report
from reports.queries.dashboard_report import dashboard_report
from reports.queries.drivers_report import drivers_report
from reports.queries.proof_report import proof_report
from reports.queries.report import ReportPage
from reports.queries.said_report import said_report
from reports.queries.silent_report import silent_report

PAGES: dict[str, ReportPage] = {
    page.key: page
    for page in (
        ReportPage("dashboard", _("Overview"), dashboard_report),
        ReportPage("trend", _("Trend"), trend_report),
        ReportPage("drivers", _("Reasons"), drivers_report),
        ReportPage("segments", _("Groups"), segments_report),
        ReportPage("movement", _("Who changed"), movement_report),
        ReportPage("compared", _("How we asked"), compared_report),
        ReportPage("silent", _("Who is silent"), silent_report),
        ReportPage("said", _("Said and bought"), said_report),
        ReportPage("barriers", _("Why they do not buy"), barriers_report),
        ReportPage("proof", _("Does it help?"), proof_report),
    )
}
