"""Codes of the second factor: the vectors of RFC 6238, clocks that are off, codes that were used."""

import base64
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from khronika.desk.people.totp import STEP_SECONDS, find_step, make_address, make_code, make_secret

SECRET = base64.b32encode(b"12345678901234567890").decode()
VECTORS = [  # RFC 6238, appendix B, SHA-1; its eight digits end in our six
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]


@pytest.mark.parametrize(("now", "code"), VECTORS)
def test_codes_are_those_of_the_standard(now, code):
    assert make_code(SECRET, now // STEP_SECONDS) == code[-6:]
    assert find_step(SECRET, code[-6:], now=now, after=0) == now // STEP_SECONDS


NOW = 1234567890
STEP = NOW // STEP_SECONDS
CLOCKS = [  # seconds by which a device is off, the last step used, whether its code is taken
    (0, 0, True),
    (-30, 0, True),
    (30, 0, True),
    (-60, 0, False),
    (60, 0, False),
    (0, STEP, False),
    (-30, STEP - 1, False),
    (30, STEP, True),
    (0, STEP + 5, False),
]


@pytest.mark.parametrize(("off", "after", "taken"), CLOCKS)
def test_a_clock_may_be_off_by_one_step_and_a_code_counts_once(off, after, taken):
    code = make_code(SECRET, (NOW + off) // STEP_SECONDS)
    found = find_step(SECRET, code, now=NOW, after=after)
    assert found == ((NOW + off) // STEP_SECONDS if taken else None)


@pytest.mark.parametrize("code", ["", "1", "12345", "1234567", "abcdef", "٠٠٥٩٢٤", "005924\n005924", "-05924"])
def test_what_is_no_code_is_none(code):
    assert find_step(SECRET, code, now=NOW, after=0) is None


def test_a_code_may_be_written_in_two_parts():
    assert find_step(SECRET, "005 924", now=NOW, after=0) == STEP


def test_an_app_can_take_the_secret_from_the_address():
    secret = make_secret()
    parts = urlsplit(make_address(secret, "Ada & Bo", issuer="Khronika"))
    assert (parts.scheme, parts.netloc, unquote(parts.path)) == ("otpauth", "totp", "/Khronika:Ada & Bo")
    assert parse_qs(parts.query) == {"secret": [secret], "issuer": ["Khronika"]}
    assert len(base64.b32decode(secret)) == 20 and make_secret() != secret
