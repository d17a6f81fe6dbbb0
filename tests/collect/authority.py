"""A time stamping authority (RFC 3161) and an OpenTimestamps calendar of the tests' own, on loopback."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

_CONF = """
[req]
distinguished_name = name
prompt = no
[name]
CN = {name}
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[tsa]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[stamps]
serial = {folder}/serial
crypto_device = builtin
default_policy = 1.2.3.4.1
digests = sha256, sha512
signer_digest = sha256
ess_cert_id_chain = no
tsa_name = no
ordering = no
accuracy = secs:1
"""


def make_authority(folder: Path, name: str = "Invented Time") -> tuple[Callable[[bytes], bytes], Path]:
    """Return what answers a request for a stamp, and the file of the root certificate."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "conf").write_text(_CONF.format(folder=folder, name=name))
    (folder / "serial").write_text("01")

    def run(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    new = ["req", "-new", "-newkey", "rsa:2048", "-nodes", "-config", "conf"]
    run(*new, "-x509", "-days", "30", "-extensions", "ca", "-keyout", "ca.key", "-out", "ca.pem")
    run(*new, "-subj", f"/CN={name} TSA", "-keyout", "tsa.key", "-out", "tsa.csr")
    sign = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30"]
    run("x509", "-req", "-in", "tsa.csr", *sign, "-extfile", "conf", "-extensions", "tsa", "-out", "tsa.pem")

    def answer(request: bytes) -> bytes:
        (folder / "asked.tsq").write_bytes(request)
        run("ts", "-reply", "-config", "conf", "-section", "stamps", "-queryfile", "asked.tsq", "-signer", "tsa.pem",
            "-inkey", "tsa.key", "-out", "answer.tsr")  # fmt: skip
        return (folder / "answer.tsr").read_bytes()

    return answer, folder / "ca.pem"


def answer_calendar(digest: bytes) -> bytes:
    """Return what a calendar answers: a promise to put the digest into a block."""
    uri = b"https://calendar.example"
    body = bytes([len(uri)]) + uri
    return b"\x00" + bytes.fromhex("83dfe30d2ef90c8e") + bytes([len(body)]) + body
