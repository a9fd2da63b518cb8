"""Redis that may be away: what it kept counts as not kept, and nobody meets an error.

Django's backend raises instead, in the middle of Wagtail's own `cache.delete()`: without Redis no page
could be made and no article saved. What must know that the server is away (`pages.generation`,
`operations.health`) asks the cache named "shared", which is Django's own backend.
"""

import logging
import time

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds during which a server that failed is not asked again."""

_away = {"until": 0.0}


def _forgiving(ask, answer):
    """`ask`, or `answer` where the server is away or cannot write (its disk is full)."""
    if time.monotonic() < _away["until"]:
        return answer
    try:
        return ask()
    except (RedisError, OSError) as error:
        _away["until"] = time.monotonic() + PATIENCE
        logger.warning("cache server away: %s", type(error).__name__)
        return answer


class ForgivingRedisCache(RedisCache):
    """Answers as an empty cache that keeps nothing would, while Redis is away."""

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """True (as if it was added) while the server is away."""
        ask = super().add
        return _forgiving(lambda: ask(key, value, timeout, version), True)

    def get(self, key, default=None, version=None):
        """The default while the server is away."""
        ask = super().get
        return _forgiving(lambda: ask(key, default, version), default)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """Nothing while the server is away."""
        ask = super().set
        _forgiving(lambda: ask(key, value, timeout, version), None)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        """False while the server is away."""
        ask = super().touch
        return _forgiving(lambda: ask(key, timeout, version), False)

    def delete(self, key, version=None):
        """False while the server is away."""
        ask = super().delete
        return _forgiving(lambda: ask(key, version), False)

    def get_many(self, keys, version=None):
        """Nothing found while the server is away."""
        ask = super().get_many
        return _forgiving(lambda: ask(keys, version), {})

    def has_key(self, key, version=None):
        """False while the server is away."""
        ask = super().has_key
        return _forgiving(lambda: ask(key, version), False)

    def incr(self, key, delta=1, version=None):
        """As for the first time while the server is away."""
        ask = super().incr
        return _forgiving(lambda: ask(key, delta, version), delta)

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        """None kept while the server is away."""
        ask = super().set_many
        return _forgiving(lambda: ask(data, timeout, version), list(data))

    def delete_many(self, keys, version=None):
        """Nothing while the server is away."""
        ask = super().delete_many
        _forgiving(lambda: ask(keys, version), None)

    def clear(self):
        """False while the server is away."""
        return _forgiving(super().clear, False)
