"""Quality and cost of the search, beside each other.

    DATABASE_URL=… python benchmarks/search/measure.py [--procedures FILE] [--entries 20000]

The database must be empty and may be thrown away. Without a file of real procedures 588 invented ones stand in
for them; of the hard questions only those about the demo commune mean something then. Costs are CPU: of this process, and of PostgreSQL's
backend where there is one.
"""

import argparse
import csv
import os
import random
import statistics
import sys
import threading
import time
from pathlib import Path

_RAREST = 30
"""Words of a text from which four are taken, the rarest of the site."""
_GUIDES = 500
"""Guides from which a database is taken to be filled."""
HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")


def main():
    """Fill, ask, print."""
    options = argparse.ArgumentParser()
    options.add_argument("--procedures")
    options.add_argument("--entries", type=int, default=0)
    options.add_argument("--show", action="store_true")
    options.add_argument("--only", default="")
    options.add_argument("--no-rebuild", action="store_true")
    options.add_argument("--rounds", type=int, default=300)
    options.add_argument(
        "--repeat",
        type=int,
        default=1,
        help="each question as often, the cheapest counts: for a busy machine",
    )
    options = options.parse_args()
    global REPEAT  # noqa: PLW0603 - a script
    REPEAT = options.repeat
    import django

    django.setup()
    from django.core.management import call_command

    from search.models import SearchEntry

    if not _is_migrated():
        call_command("migrate", verbosity=0)
        call_command("load_demo", verbosity=0)
    if SearchEntry.objects.filter(kind="Thủ tục").count() < _GUIDES:
        _fill(options)
    _report(options)


def _is_migrated():
    from django.db import connection

    return "search_searchentry" in connection.introspection.table_names()


def _fill(options):
    import corpus
    from wagtail.models import Site

    from search.index import postings
    from search.models import SearchEntry

    builder = corpus.Builder(Site.objects.get(is_default_site=True).root_page)
    if options.procedures:
        corpus.add_procedures(builder, options.procedures)
    else:
        corpus.add_stand_ins(builder)
    builder.write()
    corpus.add_news(builder, options.entries - SearchEntry.objects.count())
    builder.write()
    begin = time.process_time()
    corpus.index()
    print(f"bitmaps written: {time.process_time() - begin:.1f} s of CPU")
    postings.merge()


def _report(options):
    from search.models import SearchEntry

    count = SearchEntry.objects.count()
    print(f"{count} entries")
    if not options.only and not options.no_rebuild:
        _rebuilding()
    _ask("khai sinh")  # what is remembered of the site
    STATEMENTS.clear()
    rows = list(csv.DictReader((HERE / "hard_questions.csv").open(encoding="utf-8")))
    _hard([row for row in rows if options.only in row["kind"]], options.show)
    if not options.only:
        _look_alikes(options.show)
        for name, questions in _generated(options.rounds).items():
            _known_items(name, questions, options.show)
        _suggestions(rows)
        usual = sum(count <= 4 for count in STATEMENTS)
        print(f"SQL statements: at most four in {usual} of {len(STATEMENTS)} searches; the others read again what is remembered for a minute")  # fmt: skip
        _sizes(count)


class Clock:
    """CPU of this process and of the database's backend, in milliseconds."""

    def __init__(self):
        from django.db import connection

        self.backend = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.backend = cursor.fetchone()[0]

    def now(self):
        """Milliseconds so far."""
        spent = time.process_time() * 1000
        if self.backend:
            fields = Path(f"/proc/{self.backend}/schedstat").read_text().split()
            spent += int(fields[0]) / 1e6
        return spent


def _ask(text):
    from django.db import connection
    from wagtail.models import Site

    from search.filters import Chosen
    from search.finding import find
    from search.queries import read_query
    from search.rows import shown

    site, spent = Site.objects.select_related("root_page").get(is_default_site=True), float("inf")
    for turn in range(REPEAT):
        count = []
        with connection.execute_wrapper(
            lambda run, *words, seen=count: seen.append(1) or run(*words)
        ):
            begin = CLOCK.now()
            findings = find(read_query(text), site, Chosen())
            hits = shown(findings.ids[:10])
            spent = min(spent, CLOCK.now() - begin)
        if turn == 0:
            STATEMENTS.append(len(count))
    return findings, hits, spent


def _keys(hits):
    from procedures.models import ProcedurePage

    codes = dict(ProcedurePage.objects.values_list("pk", "procedure__code"))
    return [codes.get(hit.page_id, hit.page.slug) for hit in hits]


def _hard(rows, show):
    firsts, threes, times, kinds = 0, 0, [], {}
    for row in rows:
        findings, hits, spent = _ask(row["query"])
        times.append(spent)
        keys = _keys(hits)
        right = set(row["right"].split())
        firsts += bool(right & set(keys[:1]))
        good = bool(right & set(keys[:3]))
        threes += good
        kinds.setdefault(row["kind"], []).append(good)
        if show and not good:
            meant = findings.meant.text if findings.meant else ""
            print("  -", row["kind"], "|", row["query"], "->", keys[:4], [hit.title[:30] for hit in hits[:3]], meant, findings.total)  # fmt: skip
    print(f"hard questions: first {firsts}, in three {threes} of {len(rows)}; {_times(times)}")
    print("  ", {kind: f"{sum(found)}/{len(found)}" for kind, found in kinds.items()})


def _look_alikes(show):
    from search.folding import words_of

    wrong, times = 0, []
    rows = list(csv.DictReader((HERE / "look_alikes.csv").open(encoding="utf-8")))
    for row in rows:
        findings, hits, spent = _ask(row["query"])
        times.append(spent)
        if not hits or not findings.total:
            continue
        folded = [word.folded for word in words_of(row["query"])]
        text = [word.folded for word in words_of(f"{hits[0].title} {hits[0].text.people_folded} {hits[0].text.body}")]  # fmt: skip
        if f" {' '.join(folded)} " not in f" {' '.join(text)} ":
            wrong += 1
            if show:
                print(
                    "  look-alike",
                    row["query"],
                    "->",
                    hits[0].title[:60],
                    findings.query.text,
                    findings.total,
                )
    print(f"look-alikes: {wrong} wrong first of {len(rows)}; {_times(times)}")


def _generated(rounds):
    from search.folding import folded_text
    from search.models import SearchEntry

    chance = random.Random(11)  # noqa: S311
    guides = list(SearchEntry.objects.filter(priority__gt=0).select_related("text"))
    everything = list(SearchEntry.objects.order_by("pk").values_list("pk", flat=True))
    sample = SearchEntry.objects.select_related("text").in_bulk(chance.sample(everything, min(rounds, len(everything))))  # fmt: skip
    asked = chance.sample(guides, min(rounds, len(guides)))
    frames = ["tôi muốn {} thì phải làm gì", "{} cần giấy tờ gì", "cho hỏi {} ở đâu", "thủ tục {} như thế nào", "muốn {} thì nộp gì"]  # fmt: skip
    titles = [(" ".join(_part(chance, guide.title)), guide) for guide in asked]
    PARTS.update({guide.pk: folded_text(text) for text, guide in titles})
    bodies = [entry for entry in sample.values() if len(entry.text.body.split()) > 40]
    return {
        "guides, marks": titles,
        "guides, no marks": [(folded_text(text), guide) for text, guide in titles],
        "guides, asked": [(chance.choice(frames).format(text), guide) for text, guide in titles],
        "guides, asked, no marks": [(folded_text(chance.choice(frames).format(text)), guide) for text, guide in titles],
        "guides, a wrong key": [(_mistyped(chance, text), guide) for text, guide in titles],
        "body phrase": [(_phrase(chance, entry.text.body), entry) for entry in bodies],
        "scattered body words": [(text, entry) for entry in bodies if (text := _scattered(chance, entry.text.body))],
    }  # fmt: skip


def _part(chance, title):
    words = title.replace("(", " ").replace(")", " ").split()
    if words[:2] == ["Thủ", "tục"]:
        words = words[2:]
    return words[: chance.randint(4, 9)]


def _mistyped(chance, text):
    from search.folding import folded_text

    words = folded_text(text).split()
    place = max(range(len(words)), key=lambda at: (len(words[at]), chance.random()))
    word = words[place]
    at = chance.randrange(1, len(word)) if len(word) > 1 else 0
    words[place] = chance.choice([word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]])  # fmt: skip
    return " ".join(words)


def _phrase(chance, body):
    lines = [line.split() for line in body.split("\n") if len(line.split()) > 9]
    line = chance.choice(lines or [body.split()])
    start = chance.randrange(max(1, len(line) - 8))
    return " ".join(line[start : start + 7])


def _scattered(chance, body):
    """Four words in no order that at most three texts hold together; fewer texts are luck."""
    from search.folding import shadow
    from search.index import postings, terms

    words = sorted({word.strip(".,;:()") for word in body.split()})
    words = [word for word in words if word.isalpha()]
    marked = {word: terms.word(terms.ANYWHERE_MARKED, shadow(word).marked) for word in words}
    found = postings.read(list(marked.values()))
    rarest = sorted(words, key=lambda word: found[marked[word]].bit_count())[:_RAREST]
    for _ in range(100):
        some = chance.sample(rarest, min(4, len(rarest)))
        held = -1
        for word in some:
            held &= found[marked[word]]
        if held.bit_count() <= 3:
            return " ".join(some)
    return ""


def _known_items(name, questions, show):
    ranks, times = [], []
    for text, entry in questions:
        _, hits, spent = _ask(text)
        times.append(spent)
        found = [_same(hit, entry, name, text) for hit in hits]
        ranks.append(found.index(True) + 1 if True in found else 0)
        if show and ranks[-1] == 0:
            print(
                "  missed",
                name,
                "|",
                text[:90],
                "|",
                entry.title[:60],
                "|",
                [hit.title[:40] for hit in hits[:2]],
            )
    mrr = statistics.mean(1 / rank if rank else 0 for rank in ranks)
    recall = statistics.mean(rank > 0 for rank in ranks)
    print(f"{name}: MRR@10 {mrr:.3f} recall@10 {recall:.3f} ({len(ranks)}); {_times(times)}")


def _same(hit, entry, name, text):
    """The entry itself, or one that holds what was asked for just as well.

    Three guides share a name, twenty procedures share a sentence: a known item among its twins is luck.
    """
    if hit.pk == entry.pk or hit.title_folded == entry.title_folded:
        return True
    asked = _core(entry, name, text)
    return (
        bool(asked)
        and f" {asked} " in f" {hit.title_folded if name.startswith('guides') else _all(hit)} "
    )


def _core(entry, name, text):
    from search.folding import folded_text

    if name.startswith("guides"):
        return PARTS.get(entry.pk, "")
    return folded_text(text) if name == "body phrase" else ""


def _all(hit):
    from search.folding import folded_text

    return folded_text(f"{hit.title} {hit.text.body}")


PARTS = {}
STATEMENTS = []
REPEAT = 1


def _suggestions(rows):
    from wagtail.models import Site

    from search.queries import read_query
    from search.suggestions import suggest

    site = Site.objects.select_related("root_page").get(is_default_site=True)
    times, found = [], 0
    for row in rows:
        text = row["query"][: max(4, len(row["query"]) * 2 // 3)]
        spent = float("inf")
        for _ in range(REPEAT):
            begin = CLOCK.now()
            some = suggest(read_query(text), site)
            spent = min(spent, CLOCK.now() - begin)
        found += bool(some)
        times.append(spent)
    print(f"suggestions: {found} of {len(rows)} have some; {_times(times)}")


def _sizes(entries):
    from django.db import connection

    tables = ("search_posting", "search_searchentry", "search_entrytext")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM FULL search_posting")
            for table in tables:
                cursor.execute("SELECT pg_total_relation_size(%s)", [table])
                size = cursor.fetchone()[0]
                print(f"  {table}: {size / 1e6:.1f} MB, {size / entries:.0f} bytes an entry")
            return
        cursor.execute("SELECT COUNT(*), SUM(LENGTH(term) + LENGTH(bits)) FROM search_posting")
        count, size = cursor.fetchone()
        print(f"  search_posting: {count} rows, {size / 1e6:.1f} MB of terms and bits, {size / entries:.0f} bytes an entry")  # fmt: skip


def _rebuilding():
    """The bitmaps written anew while one writes an entry again and another asks, each five times a second."""
    from search import rebuild

    done, waits = threading.Event(), {"write": [], "ask": []}
    others = [
        threading.Thread(target=_again_and_again, args=(done, waits[name], job))
        for name, job in (("write", _save_one), ("ask", lambda: _ask("khai sinh")))
    ]
    for other in others:
        other.start()
    begin, clock = time.thread_time(), time.monotonic()
    rebuild.rewrite_bitmaps()
    done.set()
    print(f"rebuilding: {time.thread_time() - begin:.1f} s of CPU, {time.monotonic() - clock:.1f} s by the clock")  # fmt: skip
    for other in others:
        other.join()
    for name, found in waits.items():
        print(f"  {name} meanwhile: {len(found)} times, {_times(found or [0])}")
    print(f"  lacking afterwards: {[len(found) for found in rebuild.missing()]}")


def _again_and_again(done, waits, job):
    from django.db import connection

    try:
        while not done.is_set():
            begin = time.monotonic()
            job()
            waits.append((time.monotonic() - begin) * 1000)
            time.sleep(0.2)
    finally:
        connection.close()


def _save_one():
    from search import entries
    from search.models import SearchEntry

    old = SearchEntry.objects.filter(kind="Bài viết").select_related("text").order_by("pk").first()
    fields = {name: getattr(old, name) for name in ("path", "kind", "section_id", "date")}
    texts = {"summary": old.text.summary, "body": old.text.body}
    entries.store({"page_id": old.page_id, "document_id": None}, fields | {"title": f"{old.title} nay"}, texts, [])  # fmt: skip


def _times(times):
    ordered = sorted(times)
    return f"p50 {statistics.median(times):.1f} p95 {ordered[int(len(ordered) * 0.95)]:.1f} max {ordered[-1]:.1f} ms"


if __name__ == "__main__":
    import django

    django.setup()
    CLOCK = Clock()
    main()
