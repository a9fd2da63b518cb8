"""Forms about signing in and about people."""

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import Group
from wagtail.admin.forms.auth import LoginForm
from wagtail.users.forms import UserCreationForm, UserEditForm

from accounts import idle
from accounts.communes import sites_administered_by


class SignInForm(LoginForm):
    """Wagtail's form, in our words, and closed to accounts that were left lying about."""

    error_messages = {
        **LoginForm.error_messages,
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đã bị khóa. "
        "Hãy thử lại; nếu vẫn không được, hãy gọi người quản trị.",
        "idle": "Tài khoản đã bị khóa vì 45 ngày không dùng. Hãy nhờ người quản trị mở lại.",
    }

    def confirm_login_allowed(self, user):
        """Called with the right password: only now may the reason be told."""
        super().confirm_login_allowed(user)
        if idle.is_idle(user) and idle.may_be_locked(user):
            idle.lock(user)
            raise forms.ValidationError(self.error_messages["idle"], code="idle")


class CodeForm(forms.Form):
    """Six figures from the application, or a recovery code of eight."""

    code = forms.CharField(
        label="Mã xác thực",
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
        help_text="Sáu chữ số trên ứng dụng xác thực, hoặc một mã dự phòng tám chữ số.",
        error_messages={"required": "Hãy nhập mã đang hiện trên điện thoại."},
    )

    def clean_code(self):
        """Without the spaces that applications show."""
        return "".join(self.cleaned_data["code"].split())


class PasskeyForm(forms.Form):
    """What a passkey is called in the list."""

    name = forms.CharField(
        label="Tên để nhận ra khóa",
        max_length=60,
        help_text="Ví dụ: Máy tính ở phòng Văn hóa, Điện thoại của tôi, USB màu xanh.",
        error_messages={"required": "Hãy đặt tên, để sau này biết khóa nào ở máy nào."},
    )


class PasswordForm(forms.Form):
    """One's own password, once more."""

    password = forms.CharField(
        label="Mật khẩu của bạn",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": "Hãy nhập mật khẩu mà bạn vẫn dùng để đăng nhập."},
    )


class OwnPasswordForm(SetPasswordForm):
    """A password in place of the one that somebody else has chosen."""

    def clean_new_password1(self):
        """The one that somebody else knows is no password of one's own."""
        chosen = self.cleaned_data["new_password1"]
        if self.user.check_password(chosen):
            raise forms.ValidationError("Hãy đặt mật khẩu khác với mật khẩu được cấp.")
        return chosen


_ACCOUNT_FIELDS = [
    "username", "last_name", "first_name", "email", "password1", "password2", "is_active",
]  # fmt: skip


class _PersonForm:
    """What both forms about a person say in our words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields = self.fields
        fields["username"].help_text = "Chữ không dấu và số, viết liền. Ví dụ: nguyenvanan."
        fields["last_name"].label, fields["first_name"].label = "Họ và tên đệm", "Tên"
        fields["groups"].label = "Vai trò"
        fields["groups"].help_text = "Một người có thể giữ nhiều vai trò."
        fields["groups"].queryset = Group.objects.filter(role__isnull=False).order_by("name")

    def account_fields(self):
        """What stands in the first tab, the family name before the given name."""
        return [self[name] for name in _ACCOUNT_FIELDS if name in self.fields]

    def limit_to(self, administrator):
        """An administrator who is no superuser gives the roles of the own site only."""
        self.administrator = administrator
        if administrator.is_superuser:
            return
        self.fields.pop("is_superuser", None)
        sites = sites_administered_by(administrator)
        self.fields["groups"].queryset = Group.objects.filter(role__site__in=sites).order_by("name")

    def save(self, commit=True):
        """A password that somebody else has chosen is changed at the next sign-in."""
        person = super().save(commit=False)
        if self.cleaned_data.get("password1") and person.pk != self.administrator.pk:
            person.must_change_password = True
        if commit:
            person.save()
            self.save_m2m()
        return person

    def _save_m2m(self):
        """Roles that this administrator may not give are not taken away either."""
        offered = self.fields["groups"].queryset
        kept = list(self.instance.groups.exclude(pk__in=offered)) if self.instance.pk else []
        super()._save_m2m()
        self.instance.groups.add(*kept)


class PersonCreationForm(_PersonForm, UserCreationForm):
    """A new account."""


class PersonEditForm(_PersonForm, UserEditForm):
    """An existing account."""
