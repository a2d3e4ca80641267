from django.urls import URLPattern, URLResolver, path

from delivery.views import (
    caught_mails,
    caught_sms,
    guide,
    mail_hook,
    messages,
    reply_address,
    reply_hook,
    sender,
    sms,
    sms_hook,
    transport,
)

app_name = "delivery"
urlpatterns: list[URLPattern | URLResolver] = [
    path("o/<slug:org>/messages/", messages.messages, name="messages"),
    path("o/<slug:org>/messages/<int:pk>/settle/", messages.message_settle, name="message_settle"),
    path("o/<slug:org>/messages/sender/", sender.sender, name="sender"),
    path("help/sending/", guide.guide, name="guide"),
    path("hooks/sms/<str:key>/inbound/", sms_hook.sms_inbound, name="sms_inbound"),
    path("hooks/sms/<str:key>/status/", sms_hook.sms_status, name="sms_status"),
    path("o/<slug:org>/settings/sms/", sms.sms, name="sms"),
    path("o/<slug:org>/settings/sms/trial/", sms.sms_trial, name="sms_trial"),
    path("o/<slug:org>/settings/sms/remove/", sms.sms_remove, name="sms_remove"),
    path("o/<slug:org>/settings/mail/", transport.transport, name="transport"),
    path("o/<slug:org>/settings/mail/trial/", transport.transport_trial, name="transport_trial"),
    path("o/<slug:org>/settings/mail/remove/", transport.transport_remove, name="transport_remove"),
    path("o/<slug:org>/settings/replies/", reply_address.reply_address, name="reply_address"),
    path(
        "o/<slug:org>/settings/replies/state/", reply_address.reply_address_state, name="reply_address_state"
    ),
    path(
        "o/<slug:org>/settings/replies/check/", reply_address.reply_address_check, name="reply_address_check"
    ),
    path(
        "o/<slug:org>/settings/replies/remove/",
        reply_address.reply_address_remove,
        name="reply_address_remove",
    ),
    path("hooks/replies/<str:key>/", reply_hook.reply_hook, name="reply_hook"),
    path("hooks/<slug:provider>/", mail_hook.mail_hook, name="mail_hook"),
    path("hooks/<slug:provider>/<str:hook_key>/", mail_hook.own_hook, name="own_hook"),
    # In a trial only.
    path("caught-mail/", caught_mails.caught_mails, name="caught_mails"),
    path("caught-mail/<str:name>/", caught_mails.caught_mail, name="caught_mail"),
    path("caught-sms/<str:name>/", caught_sms.caught_sms, name="caught_sms"),
    path("caught-mail/<str:name>/html/", caught_mails.caught_mail_html, name="caught_mail_html"),
]
