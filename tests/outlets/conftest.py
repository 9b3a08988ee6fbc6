import pytest

from verifier import shipped
from verifier.outlets import Registry, registry_from


@pytest.fixture(scope="session")
def registry() -> Registry:
    return registry_from(shipped.outlet_tables())
