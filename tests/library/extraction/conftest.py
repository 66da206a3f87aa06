import io
import json
from collections.abc import Callable

import pytest

from cms.library.extraction import child, process
from cms.library.extraction.contract import Extracted, Limits, Reason, Refused
from cms.library.extraction.process import extract


@pytest.fixture
def read() -> Callable[..., Extracted]:
    """The text of a file given as bytes, as the worker gets it: through the child process."""

    def reading(content: bytes, **limits: int) -> Extracted:
        return extract(io.BytesIO(content), Limits(**limits))

    return reading


@pytest.fixture
def read_here(read, monkeypatch) -> Callable[..., Extracted]:
    """As `read`, without the child process: for what is promised of readers, not of the child."""

    def run(stage, folder, limits, seconds, beat, **order):
        (folder / child.TOLD).write_text(json.dumps(child.answer(stage, folder, limits, order)))
        return process._listen(folder / child.TOLD, limits)

    monkeypatch.setattr(process, "_run", run)
    return read


@pytest.fixture
def refusal() -> Callable[..., Reason]:
    """Why a file given as bytes has no text."""

    def reading(content: bytes, **limits: int) -> Reason:
        with pytest.raises(Refused) as caught:
            extract(io.BytesIO(content), Limits(**limits))
        return caught.value.reason

    return reading
