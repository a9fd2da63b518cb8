"""The form of a version, in the order of the official sheet `ChiTietTTHC`."""

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    Panel,
)

from procedures.checks import version_warnings
from procedures.models import Level, OfficialField, Procedure, ProcedureVersion


class WarningsPanel(Panel):
    """What the checks say about the version as it was last saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "procedures/desk/warnings_panel.html"

        def get_context_data(self, parent_context=None):
            """`warnings`: sentences."""
            context = super().get_context_data(parent_context)
            context["warnings"] = version_warnings(self.instance) if self.instance.pk else []
            return context


class VersionForm(WagtailAdminModelForm):
    """Lists that the law fixes are ticked, not typed."""

    levels = forms.MultipleChoiceField(
        label="Cấp thực hiện",
        choices=Level.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    unverified = forms.MultipleChoiceField(
        label="Phần cần đối chiếu",
        choices=OfficialField.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Trang ghi rõ “cần đối chiếu” ở các phần này.",
    )


def version_edit_handler():
    """The twenty fields in their order, then validity and source."""
    return ObjectList(
        [
            WarningsPanel(heading="Cảnh báo"),
            FieldPanel("procedure", heading="1. Mã thủ tục"),
            FieldPanel("decision_number", heading="2. Số quyết định"),
            FieldPanel("name", heading="3. Tên thủ tục"),
            FieldPanel("levels", heading="4. Cấp thực hiện"),
            FieldPanel("kind", heading="5. Loại thủ tục"),
            FieldPanel("subject_areas", heading="6. Lĩnh vực", widget=forms.CheckboxSelectMultiple),
            InlinePanel("steps", heading="7. Trình tự thực hiện", label="Bước"),
            InlinePanel("methods", heading="8. Cách thức thực hiện", label="Cách nộp"),
            MultiFieldPanel(
                [
                    FieldPanel("number_of_sets"),
                    InlinePanel("cases", heading="Các trường hợp", label="Trường hợp"),
                ],
                heading="9. Thành phần hồ sơ",
            ),
            InlinePanel("subjects", heading="10. Đối tượng thực hiện", label="Đối tượng"),
            InlinePanel("agencies", heading="11–15. Cơ quan", label="Cơ quan"),
            InlinePanel("results", heading="16. Kết quả thực hiện", label="Kết quả"),
            InlinePanel("legal_bases", heading="17. Căn cứ pháp lý", label="Văn bản"),
            FieldPanel("conditions", heading="18. Yêu cầu, điều kiện thực hiện"),
            FieldPanel("keywords", heading="19. Từ khóa"),
            FieldPanel("description", heading="20. Mô tả"),
            FieldRowPanel(
                [FieldPanel("valid_from"), FieldPanel("valid_to")], heading="Thời gian áp dụng"
            ),
            MultiFieldPanel(
                [
                    FieldPanel("source_url"),
                    FieldPanel("sources"),
                    FieldPanel("synchronised_on"),
                    FieldPanel("unverified"),
                    FieldPanel("is_sample"),
                ],
                heading="Nguồn và đối chiếu",
            ),
        ],
        base_form_class=VersionForm,
    ).bind_to_model(ProcedureVersion)


def procedure_edit_handler():
    """What belongs to the procedure whatever its version says."""
    return ObjectList(
        [
            FieldPanel("code"),
            FieldPanel("uuid"),
            MultiFieldPanel(
                [FieldPanel("state"), FieldPanel("state_note"), FieldPanel("replaced_by")],
                heading="Tình trạng",
            ),
            FieldPanel("life_events", widget=forms.CheckboxSelectMultiple),
            MultipleChooserPanel(
                "related_links",
                chooser_field_name="to_procedure",
                heading="Thủ tục liên quan",
                label="Thủ tục",
                panels=[FieldPanel("to_procedure")],
            ),
            InlinePanel("form_files", heading="Biểu mẫu tải về", label="Biểu mẫu"),
        ]
    ).bind_to_model(Procedure)
