"""The publisher's decisions: read with care, refused with one line."""

import pytest

from khronika.errors import PublishError
from khronika.publish.policy import Policy, read_policy


def test_without_a_file_least_is_given_away():
    policy = read_policy(None)
    assert policy == Policy()
    assert not policy.private_names


def test_a_file_is_read(tmp_path):
    path = tmp_path / "publish.yaml"
    path.write_text("title: Ours\nembargo: {r1: 2024-05-01}\nsupport: {text: Give, url: 'https://a.example'}\n")
    policy = read_policy(path)
    assert policy.title == "Ours"
    assert policy.embargo["r1"].isoformat() == "2024-05-01"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("titel: Ours", "titel"),
        ("language: fr", "language"),
        ("coarser: 9", "coarser"),
        ("support: {text: a, url: 'javascript:x'}", "support.url"),
        ("title: [", "is not YAML"),
        ("- a", "the whole file"),
    ],
)
def test_what_no_policy_knows_is_refused_by_name(tmp_path, text, reason):
    path = tmp_path / "publish.yaml"
    path.write_text(text)
    with pytest.raises(PublishError) as caught:
        read_policy(path)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(PublishError, match="no such file"):
        read_policy(tmp_path / "none.yaml")
