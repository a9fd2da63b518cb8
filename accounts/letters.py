"""Letters to people about their own account."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone

logger = logging.getLogger(__name__)


def about_new_device(user, device, address):
    """Somebody signed in with this account where nobody has before; nothing without a mail server."""
    if not (user.email and settings.EMAIL_HOST):
        return
    words = {
        "person": user,
        "device": device,
        "address": address,
        "at": timezone.localtime(),
        "site": settings.PUBLIC_URL,
    }
    text = render_to_string("accounts/new_device.txt", words)
    subject = f"{settings.EMAIL_SUBJECT_PREFIX}Tài khoản của bạn vừa đăng nhập trên thiết bị mới"
    try:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [user.email])
    except OSError:  # smtplib's errors are OSErrors; nobody is kept out by a mail server
        logger.exception("letter about a new device")
