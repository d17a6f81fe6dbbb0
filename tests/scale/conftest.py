"""What the tests of this folder share."""

import pytest

from tests.scale.documents import write_inputs


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    return write_inputs(tmp_path_factory.mktemp("crawl") / "in")
