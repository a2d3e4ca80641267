"""What a page that is nothing but a mail may do, shown inside one of ours."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

# Its own inline styles and pictures in it, nothing from anywhere else, no script.
MAIL_POLICY = {
    "default-src": [NONE],
    "script-src": [NONE],
    "connect-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "form-action": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}
