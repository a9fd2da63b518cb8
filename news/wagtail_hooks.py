"""What the news app adds to the admin."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.log_actions import LogFormatter

from accounts.gate import Business, open_to
from news.intake.origins import LOG_ACTION, original_file, settle_missing
from news.intake.sections import may_add_somewhere
from news.models import SectionPage
from pages.late_views import late

open_to(Business.ENTERING, "import_word", "original_file", "paste", "settle_missing")


@hooks.register("register_admin_urls")
def word_urls():
    """The form and its report, behind the admin's login."""
    return [
        path("nhap-tu-word/", late("news.intake.views.ImportWordView"), name="import_word"),
        path(
            "nhap-tu-word/ket-qua/",
            late("news.intake.views.ImportWordReportView"),
            name="import_word_report",
        ),
        path("dan/", late("news.intake.pasting.paste"), name="paste"),
        path("nhap-tu-word/goc/<int:number>/", original_file, name="original_file"),
        path("nhap-tu-word/goc/<int:number>/<int:row>/", settle_missing, name="settle_missing"),
    ]


@hooks.register("insert_editor_js")
def paste_script():
    """What the editor does with tables and pictures on the clipboard."""
    return format_html(
        '<script src="{}" data-paste-url="{}" data-import-url="{}"></script>',
        static("news/admin/paste.js"),
        reverse("paste"),
        reverse("import_word"),
    )


class ImportWordMenuItem(MenuItem):
    """Shown to those who may add an article somewhere."""

    def is_shown(self, request):
        """The same question as the view asks."""
        return may_add_somewhere(request.user)


@hooks.register("register_admin_menu_item")
def word_menu_item():
    """Below the pages, where editors look for work to do."""
    return ImportWordMenuItem(
        "Nhập từ Word", reverse("import_word"), name="nhap-tu-word", icon_name="upload", order=150
    )


class ImportIntoSectionItem(PageMenuItem):
    """The import form with this section already chosen."""

    label = "Nhập từ Word"
    icon_name = "upload"

    @property
    def url(self):
        """The form, the section chosen."""
        return f"{reverse('import_word')}?chuyen-muc={self.page.pk}"

    def is_shown(self, user):
        """Only on sections that the user may add to."""
        is_section = self.page.specific_class is SectionPage
        return is_section and self.page.permissions_for_user(user).can_add_subpage()


@hooks.register("register_page_header_buttons")
def word_header_button(page, user, view_name, next_url=None):
    """In the list of actions of a section."""
    yield ImportIntoSectionItem(page=page, priority=16)


@hooks.register("register_page_listing_more_buttons")
def word_listing_button(page, user, next_url=None):
    """In the list of actions beside a section in a list of pages."""
    yield ImportIntoSectionItem(page=page, priority=9)


@hooks.register("register_log_actions")
def word_log_action(actions):
    """The page's history names the file."""

    @actions.register_action(LOG_ACTION)
    class ImportFormatter(LogFormatter):
        """Nhập từ Word: bai-viet.docx."""

        label = "Nhập từ Word"

        def format_message(self, log_entry):
            """The action and the file."""
            return f"Nhập từ Word: {log_entry.data.get('file', '')}"
