"""What the audit log says of royalties: who decided what for which article, who closed which month."""

from wagtail.log_actions import LogFormatter

from desk.numbers import shown_number

CLOSED = "desk.royalties.closed"
DECIDED = "desk.royalties.decided"
_NAMES = {"coefficient": "hệ số", "pictures": "số ảnh", "note": "ghi chú"}


def said(decision):
    """The changed figures as text: JSON knows no decimals."""
    return {name: str(value) for name, value in decision.items() if name in _NAMES}


def royalty_actions(actions):
    """Both in words, with their figures."""

    @actions.register_action(CLOSED)
    class Closed(LogFormatter):
        """Chốt bảng nhuận bút: 1.200.000 đồng."""

        label = "Chốt bảng nhuận bút"

        def format_message(self, log_entry):
            """The sum that was signed."""
            return f"Chốt bảng nhuận bút: {shown_number(log_entry.data.get('total', 0))} đồng"

    @actions.register_action(DECIDED)
    class Decided(LogFormatter):
        """Quyết định nhuận bút: hệ số 1,5."""

        label = "Quyết định nhuận bút"

        def format_message(self, log_entry):
            """What was changed."""
            parts = [
                f"{_NAMES[name]} {value}"
                for name, value in log_entry.data.items()
                if name in _NAMES
            ]
            return f"Quyết định nhuận bút: {', '.join(parts)}"
