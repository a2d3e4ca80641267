"""What an endpoint can hear of (docs/WEBHOOKS.md), and by which line of the journal we know some of it."""

TEST = "test"
REPURCHASE_DUE = "repurchase_due"

EVENTS = (
    "answer.counted",
    "answer.changed",
    "answer.taken_back",
    "case.opened",
    "case.closed",
    "case.reopened",
    "contact.unsubscribed",
    "contact.bounced",
    REPURCHASE_DUE,
)
