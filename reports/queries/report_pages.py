"""Every report page that can be saved, shared, mailed and exported: a new one is one line here.

Its template extends `request.frame|default:"base.html"`, so that the page can be read without an account, and includes
"reports/_actions.html" with its key.
"""

from django.utils.translation import gettext_lazy as _

from reports.queries.dashboard_report import dashboard_report
from reports.queries.report import ReportPage

PAGES: dict[str, ReportPage] = {
    page.key: page for page in (ReportPage("dashboard", _("Overview"), dashboard_report),)
}
