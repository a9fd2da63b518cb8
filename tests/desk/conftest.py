"""The board that the desk's tests work with."""

import pytest

from tests.board import make_board


@pytest.fixture
def board(db):
    """A commune with one person per role."""
    return make_board()


@pytest.fixture
def as_(client):
    """`as_(person)`: a client signed in as that person."""

    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in
