"""What the provider says of itself (OpenID Connect Discovery 1.0, RFC 8414)."""

from typing import Any

from authlib.oauth2 import rfc9207
from authlib.oidc import rpinitiated
from authlib.oidc.discovery import OpenIDProviderMetadata

from auth.provider.claims import ACR_VALUES, SCOPES
from auth.provider.clients import AUTH_METHOD
from auth.provider.protocol.client_assertion import ALGORITHMS
from auth.provider.protocol.grant import CodeGrant, S256Only
from auth.provider.words import LOCALES

ID_TOKEN_CLAIMS = ("iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid", "at_hash")


class Metadata(OpenIDProviderMetadata):
    """Authlib's description of a provider, with its checks."""

    def validate_id_token_signing_alg_values_supported(self) -> None:
        """Accept ES256 alone. Discovery 1.0 §3 wants RS256 in every list; FAPI 2.0 (Security Profile §5.4) bars it."""


def metadata(issuer: str) -> dict[str, Any]:
    """Describe the provider.

    Raises:
        ValueError: Authlib finds the description at odds with the standards; the start stops.
    """
    found = Metadata(
        issuer=issuer,
        authorization_endpoint=f"{issuer}/authorize",
        token_endpoint=f"{issuer}/token",
        userinfo_endpoint=f"{issuer}/userinfo",
        jwks_uri=f"{issuer}/jwks",
        end_session_endpoint=f"{issuer}/end_session",
        response_types_supported=sorted(CodeGrant.RESPONSE_TYPES),
        response_modes_supported=["query"],
        grant_types_supported=[CodeGrant.GRANT_TYPE],
        subject_types_supported=["pairwise"],
        id_token_signing_alg_values_supported=["ES256"],
        token_endpoint_auth_methods_supported=[AUTH_METHOD],
        token_endpoint_auth_signing_alg_values_supported=ALGORITHMS,
        code_challenge_methods_supported=list(S256Only.SUPPORTED_CODE_CHALLENGE_METHOD),
        authorization_response_iss_parameter_supported=True,
        scopes_supported=list(SCOPES),
        claims_supported=[*ID_TOKEN_CLAIMS, *(claim for claims in SCOPES.values() for claim in claims)],
        acr_values_supported=list(ACR_VALUES),
        prompt_values_supported=["none", "login", "consent", "select_account"],
        ui_locales_supported=list(LOCALES),
        claims_parameter_supported=False,
        request_parameter_supported=False,
        request_uri_parameter_supported=False,
    )
    found.validate(metadata_classes=[rfc9207.AuthorizationServerMetadata, rpinitiated.OpenIDProviderMetadata])
    return dict(found)
