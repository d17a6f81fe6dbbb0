"""A large table by key in one file, of which only what is asked for is unpacked.

The file is a list of blocks, each some hundred lines "key, tab, value" in the order of their keys, packed by zlib. At
its top stands the length of the packed list of the blocks' first keys and lengths, in four bytes, and that list.
"""

import zlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import accumulate

_LINES = 150  # of a block: fewer pack worse, more take longer to unpack
_HEAD = 4  # bytes


class Blocks(Mapping[str, str]):
    """A packed table, read as a dictionary.

    Args:
        packed: what `pack_blocks` gave.
    """

    def __init__(self, packed: bytes) -> None:
        begin = _HEAD + int.from_bytes(packed[:_HEAD], "big")
        rows = [line.split("\t") for line in zlib.decompress(packed[_HEAD:begin]).decode().split("\n")]
        self._packed = packed
        self._firsts = [key for key, _ in rows]
        self._starts = list(accumulate((int(length) for _, length in rows), initial=begin))
        self._block = cache(self._unpack)

    def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """Return the value of a key, the default where it has none; most keys that are asked for have none."""
        number = bisect_right(self._firsts, key) - 1
        return self._block(number).get(key, default) if number >= 0 else default

    def __getitem__(self, key: str) -> str:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[str]:
        """Give all keys in order."""
        for number in range(len(self._firsts)):
            yield from self._unpack(number)

    def _unpack(self, number: int) -> dict[str, str]:
        """Return the keys and values of a block."""
        text = zlib.decompress(self._packed[self._starts[number] : self._starts[number + 1]]).decode()
        return dict(line.split("\t", 1) for line in text.split("\n"))


def pack_blocks(table: Mapping[str, str]) -> bytes:
    """Return the file of a table that is not empty; no key holds a tab, nothing holds a line break."""
    firsts, blocks = [], []
    for lines in _parted(sorted(table.items())):
        blocks.append(zlib.compress("\n".join(map("\t".join, lines)).encode(), 9))
        firsts.append(f"{lines[0][0]}\t{len(blocks[-1])}")
    head = zlib.compress("\n".join(firsts).encode(), 9)
    return b"".join((len(head).to_bytes(_HEAD, "big"), head, *blocks))


def _parted(rows: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    for start in range(0, len(rows), _LINES):
        yield rows[start : start + _LINES]
