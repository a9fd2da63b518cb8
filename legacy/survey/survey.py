"""Reads a whole portal once: learns its template, sorts its files, takes each article once."""

import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from legacy.broken_letters import broken_places
from legacy.dates import ImpossibleDateError
from legacy.html_facts import facts_of
from legacy.html_title import title_of
from legacy.readers.html import read_page_of
from legacy.reading import read_file
from legacy.refusals import LeftOutError, RefusedError
from legacy.source_files import decoded_page
from legacy.survey import sorting
from legacy.survey.addresses import key_of, paths_of, print_links, stated_addresses
from legacy.survey.copies import best_copies, shingles
from legacy.survey.found import Found
from legacy.survey.kinds import Kind, Sorted
from legacy.survey.long_articles import is_later_page, join_pages
from legacy.survey.saved import Saved, saved_under
from legacy.survey.second_opinion import Opinion, second_opinion
from legacy.survey.shared import MOST_PAGES, SharedParts
from legacy.survey.tables import joined_tables
from legacy.view_counts import ImpossibleViewsError
from manuscripts.html.elements import parsed
from manuscripts.manuscript import LONGEST_TITLE, Manuscript

Progress = Callable[[Iterable], Iterable]


class Survey:
    """One portal; close it, or use it with `with`, to drop what it laid out on disk."""

    def __init__(
        self, paths: Iterable[str | Path], progress: Progress = iter, opinions: bool = True
    ):
        self.room = tempfile.TemporaryDirectory(prefix="nhap-trang-cu-")
        self.store = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self.progress = progress
        self.opinions = opinions
        self.saved = list(saved_under(paths, Path(self.room.name)))
        self.shared = SharedParts()
        self.found: list[Found] = []

    def __enter__(self) -> "Survey":
        return self

    def __exit__(self, *_) -> None:
        self.store.close()
        self.room.cleanup()

    def look(self) -> list[Found]:
        """Every file with its kind; articles with their manuscripts in the store."""
        self.shared.learn(self.sample())
        tables, rest = joined_tables(self.saved)
        self.found = [self.kept(one, outcome) for one, outcome in tables]
        for saved in self.progress(rest):
            self.found += self.look_at(saved)
        best_copies(self.found, self.words_of)
        join_pages(self.found, self)
        return self.found

    def sample(self) -> Iterator:
        """Some of the pages, spread over the whole site."""
        pages = [saved for saved in self.saved if saved.form == "page"]
        step = max(1, len(pages) // MOST_PAGES)
        for saved in pages[::step]:
            try:
                yield parsed(decoded_page(saved.path))
            except RefusedError:
                continue

    def look_at(self, saved: Saved) -> Iterator[Found]:
        """What one file is."""
        form = saved.form
        if form == "page":
            yield self.look_at_page(saved)
        elif form in {"rows", "text"}:
            yield from self.look_at_rows(saved)
        else:
            why = "tệp giao diện của trang cũ" if form == "looks" else "ảnh hoặc tệp"
            yield self.plain(saved, Sorted(Kind.ATTACHMENT, why))

    def look_at_rows(self, saved: Saved) -> Iterator[Found]:
        """Every article of a file of rows; a mirror's own small text files are the system's."""
        if saved.path.name.lower() in {
            "robots.txt",
            "humans.txt",
            "ads.txt",
            "manifest.json",
            "sitemap.xml",
        }:
            yield self.plain(saved, Sorted(Kind.SYSTEM, "tệp của hệ thống"))
            return
        for read in read_file(saved.path):
            outcome = read.manuscript or read.refused
            found = self.kept(saved, outcome)
            found.line, found.alone, found.name = read.line, read.alone, read.name
            yield found

    def look_at_page(self, saved: Saved) -> Found:
        """What a page is, and its article if it is one."""
        try:
            content = decoded_page(saved.path)
            return self.page(saved, content)
        except RefusedError as refused:
            return self.plain(saved, Sorted(Kind.REFUSED, refused.reason))

    def page(self, saved: Saved, content: str) -> Found:
        """Sort one page by its address and head, then by what is left of it when it is read."""
        tree = parsed(content)
        stated, printed = stated_addresses(tree, content), print_links(tree)
        facts, title = facts_of(tree), title_of(tree)
        facts.place = saved.address
        sure = sorting.by_address(saved.address) or sorting.by_head(tree, title)
        if sure is None and sorting.asks_to_sign_in(tree):
            sure = Sorted(Kind.SYSTEM, "trang đăng nhập")
        if sure and sure.kind is Kind.LIST and is_later_page(saved.address):
            later = self.later_page(saved, tree, title, facts)
            if later is not None:
                return later
            tree = parsed(content)
        if sure and sure.kind is not Kind.PRINT:
            found = self.plain(saved, sure)
            found.title = title
            return found
        return self.article(saved, content, tree, title, facts, sure, (stated, printed))

    def later_page(self, saved, tree, title, facts) -> Found | None:
        """The second and later pages of a long article have addresses like those of lists."""
        try:
            page = read_page_of(tree, title, facts, self.shared.drop_from)
        except (ImpossibleDateError, ImpossibleViewsError):
            return None
        if not (title and page.is_named) or page.in_list:
            return None
        found = self.kept(saved, page.manuscript, Sorted(Kind.LIST, "địa chỉ của trang danh sách"))
        found.doubts = []
        return found

    def article(self, saved, content, tree, title, facts, sure, links) -> Found:
        """Read the page, then decide whether what was read is an article."""
        doubts = []
        try:
            page = read_page_of(tree, title, facts, self.shared.drop_from)
        except (ImpossibleDateError, ImpossibleViewsError) as error:
            return self.plain(saved, Sorted(Kind.REFUSED, str(error)))
        manuscript = page.manuscript
        kind = sure or sorting.by_reading(
            manuscript, page.teasers, page.is_named, saved.address, self.shared.menu
        )
        if page.in_list and kind.kind in {Kind.ARTICLE, Kind.STATIC}:
            kind = Sorted(Kind.LIST, "nội dung là danh sách tin")
        if kind.kind is Kind.ARTICLE and not manuscript.title:
            listed = Sorted(Kind.LIST, "danh sách tin, không có tiêu đề của bài")
            kind = listed if page.teasers > 2 else sorting.untitled(manuscript, tree)
        if len(manuscript.title) > LONGEST_TITLE:
            doubts.append("tiêu đề dài, đã cắt")
            manuscript.title = manuscript.title[: LONGEST_TITLE - 1].rstrip() + "…"
        doubts += broken_places(manuscript)
        return self.kept_page(saved, content, page, kind, doubts, links)

    def kept_page(self, saved, content, page, kind, doubts, links) -> Found:
        """Addresses, doubts and a second opinion of one read page."""
        manuscript = page.manuscript
        stated, printed = links
        base = next((one for one in stated if "://" in one), f"http://trang-cu{saved.address}")
        own = paths_of(stated, base)
        manuscript.addresses = list(dict.fromkeys([*own, saved.address]))
        manuscript.addresses += [
            p for p in paths_of(printed, base) if p not in manuscript.addresses
        ]
        opinion = Opinion()
        if kind.kind is Kind.ARTICLE:
            opinion = (
                second_opinion(content, manuscript, page.is_named, self.shared.own_lines)
                if self.opinions
                else Opinion()
            )
            doubts += opinion.doubts
            manuscript = opinion.taken or manuscript
            if manuscript.published_at is None:
                doubts.append("không rõ ngày đăng")
        found = self.kept(saved, manuscript, kind, opinion.text if doubts else "")
        found.doubts = doubts
        found.stated = [key_of(path) for path in own]
        found.host = urlsplit(base).hostname or ""
        found.worth = worth(manuscript, page.is_named)
        return found

    def kept(self, saved: Saved, outcome, kind: Sorted | None = None, other: str = "") -> Found:
        """Put a manuscript into the store; a refusal becomes its kind."""
        if isinstance(outcome, RefusedError):
            left_out = isinstance(outcome, LeftOutError)
            return self.plain(
                saved, Sorted(Kind.LEFT_OUT if left_out else Kind.REFUSED, outcome.reason)
            )
        found = self.plain(saved, kind or Sorted(Kind.ARTICLE, "một dòng dữ liệu là một bài"))
        self.store.seek(0, 2)
        start = self.store.tell()
        found.place = (start, self.store.write(pickle.dumps((outcome, other))))
        found.title, found.dated = outcome.title, outcome.published_at
        found.doubts = broken_places(outcome)
        found.addresses = list(outcome.addresses)
        return found

    def plain(self, saved: Saved, kind: Sorted) -> Found:
        """A file of which nothing is kept but what it is."""
        return Found(saved.path, saved.root, saved.name, saved.address, kind.kind, kind.why)

    def both_readings(self, found: Found) -> tuple[Manuscript, str]:
        """What was read of a page, and the second reading where somebody has to choose."""
        start, size = found.place
        self.store.seek(start)
        return pickle.loads(self.store.read(size))  # noqa: S301 - our own store, never a file given

    def manuscript(self, found: Found) -> Manuscript:
        """The manuscript of an article, with the addresses of its copies."""
        manuscript, _ = self.both_readings(found)
        manuscript.addresses = list(found.addresses)
        return manuscript

    def rewrite(self, found: Found, manuscript: Manuscript) -> None:
        """Put a changed manuscript into the store in the place of the old one."""
        _, other = self.both_readings(found)
        self.store.seek(0, 2)
        start = self.store.tell()
        found.place = (start, self.store.write(pickle.dumps((manuscript, other))))

    def words_of(self, found: Found) -> set[str]:
        """The text of an article in threes of words, to compare copies."""
        if found.place is None:
            return set()
        manuscript = self.manuscript(found)
        return shingles(" ".join([manuscript.lead, *manuscript.paragraphs]))


def worth(manuscript: Manuscript, named: bool) -> int:
    """How much a copy has of what an article can have."""
    facts = (manuscript.published_at, manuscript.section, manuscript.author, manuscript.views is not None,
             manuscript.figures, manuscript.tags)  # fmt: skip
    return sum(map(bool, facts)) + 2 * named + min(len(manuscript.paragraphs), 5)
