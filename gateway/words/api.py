"""What the open API refuses."""

from gateway.api.parameters import ParameterInvalidError
from gateway.words import N_, Key

SENTENCES: dict[Key, str] = {
    ParameterInvalidError: N_("Tham số “%(parameter)s” không dùng được; xem /api/v1/openapi.json."),
}
