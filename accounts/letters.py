"""Letters to people about their own account."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone

logger = logging.getLogger(__name__)


def about_new_device(user, device, address):
    """Somebody signed in with this account where nobody has before; nothing without a mail server."""
    subject = "Tài khoản của bạn vừa đăng nhập trên thiết bị mới"
    _send(user, subject, "accounts/new_device.txt", device=device, address=address)


def about_factors(user, change, address):
    """Something that proves a second time who signs in was added, changed or taken away (ASVS 5.0, 6.3.7)."""
    subject = "Cách xác thực của tài khoản bạn vừa thay đổi"
    _send(user, subject, "accounts/factors_changed.txt", change=change, address=address)


def _send(user, subject, template, **words):
    if not (user.email and settings.EMAIL_HOST):
        return
    words |= {"person": user, "at": timezone.localtime(), "site": settings.PUBLIC_URL}
    text = render_to_string(template, words)
    subject = f"{settings.EMAIL_SUBJECT_PREFIX}{subject}"
    try:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [user.email])
    except OSError:  # smtplib's errors are OSErrors; nobody is kept out by a mail server
        logger.exception("letter: %s", template)
