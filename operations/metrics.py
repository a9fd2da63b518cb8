"""`/suc-khoe/so-do`: what a province's Prometheus collects, for who has the METRICS_TOKEN.

https://prometheus.io/docs/instrumenting/exposition_formats/ (text format 0.0.4)
"""

import hmac
import shutil

from django.conf import settings

from operations import jobs, status


def may_read(request):
    """Whether the request bears the token; without one set nobody may."""
    given = request.META.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(
        given.encode(), settings.METRICS_TOKEN.encode()
    )


def text(report):
    """The figures; times in seconds since 1970, sizes in bytes."""
    usage = shutil.disk_usage(settings.DATA_DIR)
    lines = [
        *_one("portal_ready", "Whether pages can be made.", int(report["ready"])),
        *_one("portal_warnings", "Things that need a person.", len(report["warnings"])),
        *_one("portal_disk_free_bytes", "Free space for data.", usage.free),
        *_one("portal_disk_size_bytes", "Size of the disk of the data.", usage.total),
        *_head("portal_job_last_success_timestamp_seconds", "Last good end of a job."),
    ]
    for name in [*jobs.JOBS, "outside-copy"]:
        if ended := status.last(name):
            stamp = int(ended[0].timestamp())
            lines.append(f'portal_job_last_success_timestamp_seconds{{job="{name}"}} {stamp}')
    return "\n".join(lines) + "\n"


def _one(name, about, value):
    return [*_head(name, about), f"{name} {value}"]


def _head(name, about):
    return [f"# HELP {name} {about}", f"# TYPE {name} gauge"]
