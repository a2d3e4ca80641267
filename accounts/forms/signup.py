from django import forms


class SignupForm(forms.Form):
    """Asked beside e-mail address and password when signing up."""

    def signup(self, request, user):
        return user
