"""The site put together."""

__version__ = "0.9.0"
