from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.rules.coupon_codes import LONGEST, MOST, Problem, ReadCodes
from surveys.rules.wording import strip_controls

LARGEST_FILE = 2_000_000
LINES_NAMED = 10
PROBLEMS = {
    Problem.TOO_LONG: gettext_lazy("longer than %(most)s characters"),
    Problem.BAD_LETTERS: gettext_lazy(
        "only letters without accents, digits and . _ + - , beginning with a letter or a digit"
    ),
    Problem.TWICE: gettext_lazy("stands here twice"),
    Problem.KNOWN: gettext_lazy("is there already"),
}


class CodesForm(forms.Form):
    """Codes, typed or in a file. What came in a file is shown in the field when a line of it is wrong."""

    codes = forms.CharField(
        required=False,
        label=gettext_lazy("Codes, one a line"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        required=False,
        label=gettext_lazy("Or a CSV file, with the codes in its first column"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )

    def clean_file(self) -> str:
        """Its text."""
        upload = self.cleaned_data.get("file")
        if not upload:
            return ""
        if upload.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 2 MB. Divide it."))
        content = upload.read()
        try:
            return str(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return str(content.decode("cp1252", errors="replace"))

    def clean(self) -> dict[str, Any]:
        """Some codes, not too many."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        text = "\n".join(filter(None, [cleaned.get("file", ""), cleaned.get("codes", "")]))
        cleaned["text"] = strip_controls(text)
        if not text.strip():
            self.add_error("codes", _("Write at least one code, or choose a file."))
        elif len(text.splitlines()) > MOST:
            self.add_error("codes", _("50,000 lines at most at a time."))
        return cleaned

    def refuse(self, read: ReadCodes) -> None:
        """Name the lines that hold no new code, and show all of them in the field."""
        self.data = {**self.data.dict(), "codes": self.cleaned_data["text"]}
        if not read.bad:
            self.add_error("codes", _("There is no code in it."))
        for line in read.bad[:LINES_NAMED]:
            why = PROBLEMS[line.problem] % {"most": LONGEST}
            self.add_error(
                "codes",
                _("Line %(number)s, “%(text)s”: %(why)s.")
                % {"number": line.number, "text": line.text, "why": why},
            )
        if len(read.bad) > LINES_NAMED:
            more = len(read.bad) - LINES_NAMED
            self.add_error("codes", _("And %(more)s more lines. Nothing was added.") % {"more": more})


class PoolForm(CodesForm):
    """A new pool."""

    name = forms.CharField(
        max_length=80, label=gettext_lazy("Name"), help_text=gettext_lazy("Only your team sees it.")
    )
    field_order = ["name", "codes", "file"]

    def clean_name(self) -> str:
        """On one line."""
        return " ".join(strip_controls(self.cleaned_data["name"], keep="").split())
