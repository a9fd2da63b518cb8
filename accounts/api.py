"""The admin's API, which Wagtail's editor asks for pages and files: of the own communes."""

from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from accounts import walls


class _Own:
    def get_queryset(self):
        return walls.of_own(self.request.user, super().get_queryset())


class OwnPages(_Own, PagesAdminAPIViewSet):
    """Pages."""


class OwnImages(_Own, ImagesAdminAPIViewSet):
    """Pictures."""


class OwnDocuments(_Own, DocumentsAdminAPIViewSet):
    """Documents."""
