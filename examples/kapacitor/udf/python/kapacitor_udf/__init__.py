"""Functions of the user's for Kapacitor."""

import pkgutil

try:
    # Written by the build into what is shipped.
    __version__ = pkgutil.get_data(__name__, "VERSION").decode().strip()
except FileNotFoundError:
    __version__ = "0.0.0.dev0"
