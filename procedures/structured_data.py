"""schema.org GovernmentService, so that search engines know what the page is about."""


def government_service(page, version, identity):
    """The service as a dict: https://schema.org/GovernmentService."""
    channel = {"@type": "ServiceChannel", "serviceUrl": page.full_url}
    if identity.telephone:
        phone = {"@type": "ContactPoint", "telephone": page.telephone or identity.telephone}
        channel["servicePhone"] = phone
    if identity.address:
        channel["serviceLocation"] = {
            "@type": "Place",
            "name": page.desk or identity.desk_name,
            "address": identity.address,
        }
    service = {
        "@type": "GovernmentService",
        "name": page.title,
        "alternateName": version.name,
        "description": page.lead or version.description or version.name,
        "identifier": page.procedure.code,
        "url": page.full_url,
        "inLanguage": "vi",
        "areaServed": {"@type": "AdministrativeArea", "name": identity.commune},
        "provider": {"@type": "GovernmentOrganization", "name": identity.governing_body or identity.commune},
        "availableChannel": channel,
        "audience": [
            {"@type": "Audience", "audienceType": subject.name} for subject in version.subjects.all()
        ],
        "serviceOutput": [
            {"@type": "Thing", "name": result.name} for result in version.results.all()
        ],
        "sameAs": page.procedure.portal_url or None,
    }  # fmt: skip
    return {key: value for key, value in service.items() if value}
