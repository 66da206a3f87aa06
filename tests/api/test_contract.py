"""The contract is what commune sites have built upon: no change to it is an accident."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import orjson
import pytest
import yaml
from django.test import Client
from openapi_spec_validator import OpenAPIV31SpecValidator

SNAPSHOT = Path(__file__).with_name("schema.yaml")
REFRESH = "REFRESH_SCHEMA"
HOW = f"Read the difference; if it is meant, run: {REFRESH}=1 pytest tests/api/test_contract.py"
# The content type that only the tests have is no part of what we promise.
ONLY_IN_TESTS = "notice"


def of_the_product(document: dict[str, Any]) -> dict[str, Any]:
    paths = {path: one for path, one in document["paths"].items() if ONLY_IN_TESTS not in path}
    components = {
        section: {name: one for name, one in ones.items() if ONLY_IN_TESTS not in name.lower()}
        for section, ones in document.get("components", {}).items()
    }
    return {**document, "paths": paths, "components": components}


@pytest.fixture
def document(api: Client) -> dict[str, Any]:
    return orjson.loads(api.get("/api/v1/schema/").content)


def test_the_contract_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert [str(error) for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_the_contract_is_the_one_that_was_agreed(document: dict[str, Any]) -> None:
    written = yaml.safe_dump(
        of_the_product(document), allow_unicode=True, sort_keys=True, width=100
    )
    if os.environ.get(REFRESH):
        SNAPSHOT.write_text(written, encoding="utf-8")
    assert SNAPSHOT.read_text(encoding="utf-8") == written, HOW
