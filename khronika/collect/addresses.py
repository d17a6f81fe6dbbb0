"""Which network addresses may be asked: public ones, and those that a setting names."""

import ipaddress
import socket
from collections.abc import Sequence

from khronika.errors import CollectError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")
_INSIDE = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet", ".localdomain")
_PRIVATE = "leads to a private address, which is never asked"


def parse_networks(words: str) -> tuple[Network, ...]:
    """Return the networks that a setting names: "127.0.0.1, 10.1.0.0/16".

    Raises:
        CollectError: one of them is no network.
    """
    try:
        return tuple(ipaddress.ip_network(word.strip()) for word in words.split(",") if word.strip())
    except ValueError as error:
        raise CollectError(f"KHRONIKA_PRIVATE: {error}") from None


def may_ask(address: str, private: Sequence[Network] = ()) -> bool:
    """Tell whether an address is public, or within one of the networks that are let through.

    An IPv6 address that stands for an IPv4 address is as public as that.
    """
    found = _embedded(ipaddress.ip_address(address.split("%")[0]))
    if any(found.version == network.version and found in network for network in private):
        return True
    inside = isinstance(found, ipaddress.IPv6Address) and (found.is_site_local or found in _LOCAL_NAT64)
    return found.is_global and not found.is_multicast and not inside


def _embedded(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 address leads to, else the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address


def resolve(host: str, port: int, private: Sequence[Network] = ()) -> list[str]:
    """Return the addresses of a name, all of which may be asked.

    Raises:
        CollectError: the name does not resolve, or to an address that may not be asked.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise CollectError(f"its name does not resolve: {error}") from None
    addresses = list(dict.fromkeys(str(row[4][0]) for row in found))
    if not all(may_ask(address, private) for address in addresses):
        raise CollectError(_PRIVATE)
    return addresses


def _in_full(host: str) -> str:
    """Return an IPv4 address that is written short, in octal or in hexadecimal as systems read it: "127.1", "0x7f.1".

    Raises:
        ValueError: it is a name.
    """
    last = host.rpartition(".")[2]
    if ":" in host or not (last.isdigit() or last.startswith("0x")):
        return host
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return host


def assert_name_outside(host: str, private: Sequence[Network] = ()) -> None:
    """Raise where a name says by itself that it lies inside a network: all that can be told behind a proxy.

    Raises:
        CollectError: see there.
    """
    name = host.rstrip(".").lower()
    try:
        outside = may_ask(_in_full(name.strip("[]")), private)
    except ValueError:
        outside = "." in name and not name.endswith(_INSIDE)
    if not outside:
        raise CollectError(_PRIVATE)
