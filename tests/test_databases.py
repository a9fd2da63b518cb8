"""The tests' own databases."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from django.db import DEFAULT_DB_ALIAS, connections


def test_a_thread_keeps_its_connection_when_an_event_loop_begins_in_it():
    """Playwright begins one in the middle of a run, between a fixture of a module and its tests."""

    async def within():
        return connections[DEFAULT_DB_ALIAS]

    def both():
        return connections[DEFAULT_DB_ALIAS], asyncio.run(within())

    with ThreadPoolExecutor(1) as other:
        before, within_loop = other.submit(both).result()
    assert within_loop is before
    assert before is not connections[DEFAULT_DB_ALIAS]
