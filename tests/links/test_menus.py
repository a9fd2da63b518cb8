from types import SimpleNamespace

from links.menus import menu_items, targets


def _blocks(*pairs):
    return [SimpleNamespace(value=SimpleNamespace(text=text, href=href)) for text, href in pairs]


MENU = [("Trang chủ", "/"), ("Tin tức", "/tin-tuc/"), ("Số", "/tin-tuc/chuyen-doi-so/")]


def _marked(path):
    return {item.text: item.current for item in menu_items(MENU, path) if item.current}


def test_the_page_itself_is_marked_as_the_page():
    assert _marked("/tin-tuc/") == {"Tin tức": "page"}


def test_only_the_nearest_item_above_a_page_is_marked():
    assert _marked("/tin-tuc/chuyen-doi-so/bai-viet/") == {"Số": "true"}


def test_the_front_page_is_marked_only_on_the_front_page():
    assert _marked("/") == {"Trang chủ": "page"}
    assert _marked("/lien-he/") == {}


def test_an_item_whose_page_is_gone_is_left_out():
    assert targets(_blocks(("Mất", None), ("Còn", "/con/"))) == [("Còn", "/con/")]
