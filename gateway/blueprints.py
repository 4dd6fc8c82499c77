"""Every blueprint, one line each: the table of contents of the web side."""

from flask import Blueprint


def all_blueprints() -> list[Blueprint]:
    """Return the blueprints in the order of their addresses."""
    from gateway import assets, health, noticeboard
    from gateway.administrator import bp as administrator
    from gateway.api import views as api
    from gateway.auditor import bp as auditor
    from gateway.catalogue import views as catalogue
    from gateway.citizen import bp as citizen
    from gateway.deadlines import views as deadlines
    from gateway.officer import bp as officer
    from gateway.onestops import views as onestops
    from gateway.verification import views as verification

    return [
        catalogue.bp,
        citizen,
        officer,
        auditor,
        administrator,
        verification.bp,
        deadlines.bp,
        onestops.bp,
        noticeboard.bp,
        api.bp,
        assets.bp,
        health.bp,
    ]
