"""Here and not in `addopts`: these fixtures replace pytest-playwright's, so they must be loaded after it."""

pytest_plugins = ["tests.browser"]
