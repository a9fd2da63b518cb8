"""Form labels that Wagtail never marks for translation, said in Vietnamese; names in their order.

No catalogue can reach them (docs/decisions/020); each is set once, when the site starts.
"""

from django.utils.module_loading import import_string

_LABELS = {
    "wagtail.admin.forms.auth.LoginForm": {"password": "Mật khẩu"},
    "wagtail.admin.forms.account.NameEmailForm": {
        "last_name": "Họ và tên đệm",
        "first_name": "Tên",
    },
    "wagtail.admin.forms.choosers.ExternalLinkChooserForm": {"link_text": "Chữ của liên kết"},
    "wagtail.admin.forms.choosers.AnchorLinkChooserForm": {"link_text": "Chữ của liên kết"},
    "wagtail.admin.forms.choosers.PhoneLinkChooserForm": {
        "phone_number": "Số điện thoại",
        "link_text": "Chữ của liên kết",
    },
    "wagtail.admin.forms.choosers.EmailLinkChooserForm": {
        "email_address": "Địa chỉ thư điện tử",
        "link_text": "Chữ của liên kết",
        "subject": "Chủ đề thư",
        "body": "Nội dung thư",
    },
    "wagtail.admin.forms.workflows.WorkflowPageForm": {"page": "Trang"},
    "wagtail.admin.forms.workflows.WorkflowContentTypeForm": {"content_types": "Loại nội dung"},
    "wagtail.users.forms.PagePermissionsForm": {"page": "Trang"},
    "wagtail.users.views.bulk_actions.assign_role.RoleForm": {"role": "Vai trò"},
}
_ORDERS = {"wagtail.admin.forms.account.NameEmailForm": ["last_name", "first_name"]}
"""The family name comes first in Viet Nam."""


def set_labels():
    """Put each label and each order on its form class."""
    for form_path, labels in _LABELS.items():
        form = import_string(form_path)
        for field, label in labels.items():
            form.base_fields[field].label = label
    for form_path, order in _ORDERS.items():
        import_string(form_path).field_order = order
