"""Who judges support: the shipped model, another classifier that the settings name, or a language model of the user's.

    support_model(settings) -> SupportModel            as the settings have it
    discreet_model(settings) -> SupportModel | None    for confidential documents; None: the same will do

All stand behind `ports.SupportModel` and under the checks of `matching`, which none of them overrules. The only
socket here is to the endpoint that the user named.
"""

from verifier.models.choice import discreet_model, support_model

__all__ = ["discreet_model", "support_model"]
