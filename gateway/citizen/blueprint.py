"""The blueprint that every view of this folder hangs on."""

from flask import Blueprint

from gateway.converters import CONVERTERS

bp = Blueprint("citizen", __name__)
bp.record_once(lambda state: state.app.url_map.converters.update(CONVERTERS))
