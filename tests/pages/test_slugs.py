from pages.slugs import MAX_LENGTH, ascii_slug


def test_d_with_stroke_and_all_marks_become_plain_letters():
    assert ascii_slug("Xã Tả Lủng đẩy mạnh công tác CCHC") == "xa-ta-lung-day-manh-cong-tac-cchc"
    assert ascii_slug("ĐƯỜNG DÂY NÓNG") == "duong-day-nong"


def test_decomposed_letters_give_the_same_slug_as_composed_ones():
    import unicodedata

    title = "Chuyển đổi số ở Mèo Vạc"
    assert ascii_slug(unicodedata.normalize("NFD", title)) == ascii_slug(title)


def test_a_long_title_is_cut_between_words():
    slug = ascii_slug("tuyên truyền " * 40)
    assert len(slug) <= MAX_LENGTH
    assert slug.split("-")[-1] in ("tuyen", "truyen")


def test_a_title_without_latin_letters_gives_an_empty_slug():
    assert ascii_slug("通知 …") == ""
