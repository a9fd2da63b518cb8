"""How search, filters and suggestions grow from 200 to 20,000 articles, as ratios of one run.

    python manage.py shell < benchmarks/search_speed.py

SQLite is measured in CPU, PostgreSQL by the clock on the wall. Uses the configured database, which must be an empty, migrated one that may be thrown away. Texts
are about 3 KB, put together from syllables in proportions like those of real news, so that common
words stand in most articles and rare ones in a few.
"""

import random
import statistics
import time
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page, Site

from search.filters import Chosen
from search.finding import find, shown
from search.folding import folded_text, marked_text, words_of
from search.index import words
from search.models import EntryText, SearchEntry, VocabularyWord
from search.queries import read_query
from search.suggestions import suggest

SIZES = (200, 20_000)
ROUNDS = 15
QUERIES = {
    "common word": "xã",
    "common words": "chuyển đổi số",
    "without marks": "cai cach hanh chinh",
    "rare": "tam giác mạch",
    "spoken": "con em mới đẻ đăng ký giấy tờ cho cháu ở đâu",
    "typing error": "chuyem doi so",
    "nothing": "zzz qqq",
}
PHRASES = [
    "chuyển đổi số",
    "cải cách hành chính",
    "thủ tục hành chính",
    "ủy ban nhân dân",
    "xã Tả Lủng",
    "đường dây nóng",
    "bà con các thôn",
    "dịch vụ công trực tuyến",
    "trâu bò",
    "ruộng bậc thang",
    "nhà văn hóa",
    "học sinh",
    "tiêm phòng",
    "cán bộ công chức",
    "hồ sơ",
    "đăng ký",
    "kết quả",
    "hội nghị",
    "kế hoạch năm",
    "người dân",
    "phát triển kinh tế",
]
RARE = ["tam giác mạch", "lễ cúng rừng", "đua ngựa", "chợ lùi", "thổ cẩm"]
SYLLABLES = [a + b for a in ["b", "c", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "s", "t", "th", "tr", "v", "x"]
             for b in ["a", "á", "ả", "an", "án", "ăng", "âm", "ân", "e", "ê", "ên", "i", "inh", "o", "ong", "ô", "ông", "ơ", "ơn", "u", "ung", "ư", "ương"]]  # fmt: skip


def make_text(chance, size):
    """About `size` characters."""
    parts, length = [], 0
    while length < size:
        parts.append(chance.choice(PHRASES if chance.random() < 0.3 else SYLLABLES))
        length += len(parts[-1])
    return " ".join(parts)


def fill(site, start, stop):
    """Pages and entries number `start` to `stop`, as `search.entries.store` writes them, in bulk."""
    chance = random.Random(7 + start)  # noqa: S311 - texts, not secrets
    for first in range(start, stop, 500):
        numbers = range(first, min(first + 500, stop))
        with transaction.atomic():
            pages = [make_page(site.root_page, chance, number) for number in numbers]
            Page.objects.bulk_create(pages)
            bodies = [make_body(chance, number) for number in numbers]
            store_all(pages, bodies, numbers)
    words.optimize()


def make_page(root, chance, number):
    """A page that needs no columns of a kind of its own."""
    path = root.path + Page._int2str(number + 1).rjust(4, "0")
    title = f"{make_text(chance, 50)} {number}"
    return Page(
        path=path, depth=3, title=title, draft_title=title, slug=f"bai-{number}",
        url_path=f"{root.url_path}bai-{number}/", content_type=root.content_type,
        locale=root.locale,
    )  # fmt: skip


def make_body(chance, number):
    """Every fiftieth text holds something rare."""
    return make_text(chance, 3000) + (f" {chance.choice(RARE)}" if number % 50 == 0 else "")


def store_all(pages, bodies, numbers):
    """Entries, their texts, their words, and the words of all texts."""
    now = timezone.now()
    found = SearchEntry.objects.bulk_create(
        SearchEntry(
            page=page, path=page.path, kind=("Bài viết", "Thủ tục", "Trang")[number % 20 // 9],
            date=(date := now - timedelta(hours=number * 3)), year=date.year, title=page.title,
            title_folded=folded_text(page.title), title_marked=marked_text(page.title),
        )
        for page, number in zip(pages, numbers, strict=True)
    )  # fmt: skip
    EntryText.objects.bulk_create(
        EntryText(entry=entry, summary=body[:150], body=body)
        for entry, body in zip(found, bodies, strict=True)
    )
    known = set()
    for entry, body in zip(found, bodies, strict=True):
        parts = [words_of(entry.title), [], words_of(body)]
        words.put(entry.pk, parts)
        known |= {word.folded for part in parts for word in part}
    VocabularyWord.objects.bulk_create(
        [VocabularyWord(folded=word) for word in known], ignore_conflicts=True
    )


def measure(call):
    """(median, p95) in milliseconds."""
    # SQLite works inside this process: its CPU does not grow when the machine does other things
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    times = []
    for _ in range(ROUNDS):
        begin = clock()
        call()
        times.append((clock() - begin) * 1000)
    return statistics.median(times), sorted(times)[int(ROUNDS * 0.95)]


def jobs(site):
    """(name, call) of everything that is measured."""

    def page(text, chosen=Chosen()):  # noqa: B008 - frozen
        return lambda: shown(find(read_query(text), site, chosen).ids[:10])

    for name, text in QUERIES.items():
        yield name, page(text)
    yield "filtered", page("chuyển đổi số", Chosen(kind="bai-viet", year=str(timezone.now().year)))
    yield "suggestions", lambda: suggest(read_query("chuyen d"), site)
    yield "suggestions, rare", lambda: suggest(read_query("tam gi"), site)


def run():
    """Fill, measure, fill more, measure again, print."""
    site = Site.objects.get(is_default_site=True)
    results, filled = {}, SearchEntry.objects.count()
    for size in SIZES:
        fill(site, filled, size)
        filled = size
        print(f"{connection.vendor}: {size} entries")
        for name, call in jobs(site):
            results.setdefault(name, []).append(measure(call))
    print(f"{'':20} {'200: median p95 ms':>20} {'20,000: median p95 ms':>24} {'ratio':>14}")
    for name, (few, many) in results.items():
        print(
            f"{name:20} {few[0]:10.1f} {few[1]:9.1f} {many[0]:14.1f} {many[1]:9.1f} {many[0] / few[0]:8.1f} {many[1] / few[1]:5.1f}"
        )


run()
