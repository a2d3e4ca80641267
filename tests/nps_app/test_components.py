"""What every form on our pages shares."""

from django import forms
from django.template import Context, Template


def test_a_group_of_choices_says_its_help_and_its_error():
    class Colour(forms.Form):
        colour = forms.ChoiceField(choices=[("r", "Red")], widget=forms.RadioSelect, help_text="Any will do.")

    page = Template('{% include "components/form.html" %}').render(Context({"form": Colour({})}))
    assert 'aria-describedby="id_colour_helptext id_colour_error"' in page
    assert 'id="id_colour_helptext"' in page
    assert 'id="id_colour_error"' in page
