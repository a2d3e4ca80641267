"""The Celery app and the timetable of every timed task.

Each entry is a sweep: it looks for rows that are due and may run twice or late without harm.
`expires` drops sweeps that piled up while no worker ran.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nps_app.settings")

app = Celery("nps_app")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def _every(seconds: int, task: str) -> dict[str, object]:
    return {"task": task, "schedule": float(seconds), "options": {"expires": seconds * 2}}


app.conf.beat_scheduler = "nps_app.beat:HeartbeatScheduler"
app.conf.beat_schedule = {
    "worker heartbeat": _every(30, "nps_app.tasks.record_worker_heartbeat"),
    "deliver ready mail": _every(10, "delivery.tasks.deliver_ready"),
    "deliver ready sms": _every(10, "delivery.tasks.deliver_ready_sms"),
    "settle stuck mail": _every(60, "delivery.tasks.settle_stuck"),
    "plan invitations": _every(10, "surveys.tasks.plan_invitations"),
    "draw programmes": _every(300, "surveys.tasks.draw_programmes"),
    "ask after events": _every(30, "surveys.tasks.ask_after_events"),
    "plan reminders": _every(300, "surveys.tasks.plan_reminders"),
    "send invitations": _every(10, "surveys.tasks.send_invitations"),
    "send sms": _every(10, "surveys.tasks.send_sms"),
    "reconcile invitations": _every(60, "surveys.tasks.reconcile_invitations"),
    "pause troubled sends": _every(30, "surveys.tasks.pause_troubled"),
    "read bounces": _every(300, "surveys.tasks.read_bounces"),
    "settle held answers": _every(30, "responses.tasks.settle_held_answers"),
    "forget old visits": _every(3600, "responses.tasks.forget_old_visits"),
    "triage answers": _every(3, "followup.tasks.triage_answers"),
    "read replies": _every(30, "followup.tasks.read_replies"),
    "keep clocks": _every(60, "followup.tasks.keep_clocks"),
    "look again at cases": _every(600, "followup.tasks.look_again_at_cases"),
    "read new comments": _every(10, "responses.tasks.read_new_comments"),
    "draw offers": _every(10, "followup.tasks.draw_offers"),
    "remind due": _every(600, "followup.tasks.remind_due"),
    "send offers": _every(10, "followup.tasks.send_offers"),
    "learn from corrections": _every(300, "responses.tasks.learn_from_corrections"),
    "ask models": _every(60, "responses.tasks.ask_models"),
    "refresh tallies": _every(10, "responses.tasks.refresh_tallies"),
    "keep standings": _every(60, "responses.tasks.keep_standings"),
    "look through purchases": _every(86_400, "responses.tasks.look_through_purchases"),
    "mail digests": _every(600, "reports.tasks.mail_digests"),
    "watch scores": _every(600, "reports.tasks.watch_scores"),
    "open comparisons": _every(600, "reports.tasks.open_comparisons"),
    "mail reports": _every(60, "reports.tasks.mail_reports"),
    "observe customers": _every(600, "reports.tasks.observe_customers"),
    "run imports": _every(5, "integrations.tasks.run_imports"),
    "send webhooks": _every(3, "integrations.tasks.send_webhooks"),
    "note repurchases": _every(600, "integrations.tasks.note_repurchases"),
    "forget old webhooks": _every(3600, "integrations.tasks.forget_old_webhooks"),
    "clear old imports": _every(3600, "integrations.tasks.clear_old_imports"),
    "clear expired invites": _every(3600, "accounts.tasks.clear_expired_invites"),
}
