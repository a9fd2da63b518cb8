"""The words of a text as the search folds them: marks and case do not matter."""

from search import folding


def words_of(text):
    """`Đăng ký khai sinh` -> ["dang", "ki", "khai", "sinh"]."""
    return [word.folded for word in folding.words_of(text)]
