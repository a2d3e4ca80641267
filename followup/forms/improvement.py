from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from followup.forms.saved_reply import ALL_BLANKS, TEXT_LENGTH, refuse_unknown_blanks
from followup.models import Cause, Improvement
from followup.rules.opening import keywords

EARLIEST = date(2000, 1, 1)
PLAIN = ("title", "description", "words", "due_on", "comments_since")
TITLE_LENGTH, NOTE_LENGTH, SUBJECT_LENGTH = 120, 2000, 120
_BAD_DAY = {"invalid": _("Type the day as year, month and day: 2026-03-12.")}


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class ImprovementForm(forms.Form):
    """What is to be changed. Workers, causes and themes are passed in, so that the page asks for them once."""

    title = forms.CharField(
        label=_("What shall change"),
        max_length=TITLE_LENGTH,
        help_text=_("In a few words, such as “Deliveries arrive when promised”."),
        error_messages={"required": _("Say in a few words what shall change.")},
    )
    description = forms.CharField(
        label=_("Details"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    owner = forms.TypedChoiceField(
        label=_("Person in charge"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={
            "invalid_choice": _("That person can't work on cases any more. Choose somebody else.")
        },
    )
    due_on = _day(_("To be done by"), required=False, error_messages=_BAD_DAY)
    themes = forms.MultipleChoiceField(
        label=_("Themes of comments behind it"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
        help_text=_(
            "Every comment about one of them belongs here by itself. Once it is done, the score of those who mention"
            " them is compared before and after."
        ),
        error_messages={"invalid_choice": _("A theme is no longer on the list. Choose again.")},
    )
    comments_since = _day(
        _("Comments since"),
        required=False,
        help_text=_("The first day whose comments belong here. Empty: those of the year before."),
        error_messages=_BAD_DAY,
    )
    causes = forms.TypedMultipleChoiceField(
        label=_("Causes behind it"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Every case closed with one of them belongs here by itself."),
        error_messages={"invalid_choice": _("A cause is no longer on the list. Choose again.")},
    )
    words = forms.CharField(
        label=_("Words of answers about it"),
        required=False,
        max_length=200,
        help_text=_(
            "Separated by commas, such as “delivery, courier”. Once it is done, the score of answers with these"
            " words is compared before and after."
        ),
    )

    def __init__(
        self,
        *args: Any,
        workers: list[User],
        causes: list[Cause],
        themes: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.workers = {worker.pk: worker for worker in workers}
        self.known = {cause.pk: cause for cause in causes}
        cast(forms.ChoiceField, self.fields["owner"]).choices = [
            ("", _("Nobody")),
            *((worker.pk, worker.display_name) for worker in workers),
        ]
        cast(forms.ChoiceField, self.fields["causes"]).choices = [
            (cause.pk, f"{cause.parent} › {cause}" if cause.parent else str(cause)) for cause in causes
        ]
        cast(forms.ChoiceField, self.fields["themes"]).choices = list(themes.items())
        if not causes:
            del self.fields["causes"]

    def clean_words(self) -> str:
        return ", ".join(keywords(self.cleaned_data["words"]))

    def clean_comments_since(self) -> date | None:
        day: date | None = self.cleaned_data["comments_since"]
        if day is not None and day < EARLIEST:
            raise forms.ValidationError(_("Choose a day after 1999."))
        return day

    @property
    def values(self) -> dict[str, Any]:
        """Everything an improvement keeps."""
        typed = self.cleaned_data
        plain = {name: typed[name] for name in PLAIN}
        return {
            **plain,
            "owner": self.workers.get(typed["owner"]),
            "themes": typed["themes"],
            "causes": [self.known[pk] for pk in typed.get("causes", [])],
        }


class EndForm(forms.Form):
    """How an improvement ended. `today` is the organisation's: what comes later has changed nothing yet."""

    prefix = "end"
    state = forms.ChoiceField(
        label=_("How it ended"),
        choices=[("done", _("It is done")), ("dropped", _("It was dropped"))],
        initial=Improvement.State.DONE,
    )
    on = _day(
        _("Since when"),
        help_text=_("The first day on which it held. Before and after are compared at this day."),
        error_messages={"required": _("Choose the first day on which it held."), **_BAD_DAY},
    )
    note = forms.CharField(
        label=_("What was done, or why it was dropped"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Customers can be told this in the next step."),
        error_messages={"required": _("Write what was done, or why it was dropped.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if not EARLIEST <= day <= self.today:
            raise forms.ValidationError(_("Choose a day between 2000 and today."))
        return day


class TextForm(forms.Form):
    """What customers of one language read; its prefix is the language."""

    subject = forms.CharField(
        label=_("Subject"),
        max_length=SUBJECT_LENGTH,
        error_messages={"required": _("Write a subject.")},
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={"required": _("Write what the customer is to read.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("Blanks that fill themselves: %(blanks)s") % {"blanks": ALL_BLANKS}

    def clean_subject(self) -> str:
        return refuse_unknown_blanks(" ".join(self.cleaned_data["subject"].split()))

    def clean_text(self) -> str:
        return refuse_unknown_blanks(self.cleaned_data["text"])
