"""OpenAPI Generator, from Maven Central: makes a client of the API's contract."""

from __future__ import annotations

import subprocess
from pathlib import Path

from scripts import elasticsearch, maven

VERSION = "7.25.0"
LEFT_OUT = ("apiTests", "modelTests", "apiDocs", "modelDocs")
ARTEFACT = f"org.openapitools:openapi-generator-cli:{VERSION}:jar"


def obtain() -> Path:
    """The generator, downloaded the first time (30 MB). Raises Unavailable."""
    tools = maven.tools_dir()
    with maven.one_at_a_time(tools):
        return maven.fetch(ARTEFACT, f"openapi-generator-cli-{VERSION}.jar", tools)


def generate(contract: Path, folder: Path, package: str) -> str:
    """A Python client of `contract` in `folder`; what the generator said. Raises Unavailable.

    Raises `CalledProcessError` when the generator does not accept the contract.
    """
    java = elasticsearch.java_home() / "bin" / "java"
    command = [str(java), "-jar", str(obtain()), "generate", "-g", "python"]
    command += ["-i", str(contract), "-o", str(folder), "--package-name", package]
    command += ["--global-property", ",".join(f"{part}=false" for part in LEFT_OUT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    return done.stdout
