"""The zip around a workbook: opened in memory, rewritten with unchanged members copied as stored bytes."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from urllib.parse import unquote

from toolkit.domain.errors import NotALedger

Content = bytes | Sequence[bytes | memoryview]
"""A part's new bytes, whole or in pieces."""
MAX_BYTES = 2 << 30
"""A package that says it unpacks to more than this is refused (a real ledger of 200,000 rows needs about 0.2 GB)."""

BIG, MAX_RATIO = 100 << 20, 200
"""A single part of more than 100 MB that was packed more than 200 to 1 is refused (a sheet of 200,000 rows reaches 30 to 1)."""

BLOCK = 4 << 20
"""Bytes of a large part that are packed together."""

SLICE = 256 << 10
"""Bytes of a part that are unpacked at a time."""

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_FIXED_TIME, _FIXED_DATE = 0, (1 << 5) | 1  # 1980-01-01 00:00, so that equal input gives equal output
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error, ValueError, OSError)


class Package:
    """A workbook file in memory: part name -> bytes, unpacked on demand.

    Part names are without the leading slash. Raises NotALedger, with a Chinese sentence that says what to do,
    for anything that cannot be patched without loss.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.relations: dict[str, list[tuple[str, str, str]]] = {}
        """What workbook.relations has read, by part."""
        self._kept: tuple[str, bytes] = ("", b"")
        if data[:8] == _OLE:
            raise NotALedger(_ole_reason(data))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _BROKEN as broken:
            raise NotALedger("这不是Excel工作簿，或文件已损坏：请用Excel或WPS打开确认后，另存为.xlsx再试") from broken
        self.infos = {info.filename: info for info in infos}
        if any(info.flag_bits & 0x1 for info in infos):
            raise NotALedger("这个压缩包设有密码：请取消密码后再试")
        self._folded = {name.casefold(): name for name in self.infos}
        if len(self._folded) != len(infos):
            raise NotALedger("工作簿内部有重名的部件，不能保证无损：请用Excel另存为.xlsx再试")
        if sum(info.file_size for info in infos) > MAX_BYTES or any(_is_bomb(info) for info in infos):
            raise NotALedger("工作簿解压后过大，疑似异常文件：请核实来源")

    def __contains__(self, name: str) -> bool:
        return name in self.infos

    def actual(self, name: str) -> str:
        """The member that a relation means: part names know no case, may be percent-encoded, and old zips mark no UTF-8."""
        if name in self.infos:
            return name
        plain = unquote(name)
        return self._folded.get(name.casefold()) or self._folded.get(plain.casefold()) or self._folded.get(_as_cp437(plain), name)

    def head(self, name: str, size: int) -> bytes:
        """The first bytes of a part; b"" where it is broken."""
        try:
            stored, info = self._stored(self.infos[name]), self.infos[name]
            return (
                bytes(stored[:size])
                if info.compress_type == zipfile.ZIP_STORED
                else zlib.decompressobj(-15).decompress(stored, size)
            )
        except (KeyError, *_BROKEN):
            return b""

    def read(self, name: str) -> bytes:
        """The unpacked bytes of a part, never more than the package says; NotALedger where it is missing or broken.

        The largest part is kept: it is looked through before it is read, and changed afterwards.
        """
        if name == self._kept[0]:
            return self._kept[1]
        try:
            info = self.infos[name]
            stored = self._stored(info)
            if info.compress_type == zipfile.ZIP_STORED:
                content = bytes(stored)
            elif info.compress_type == zipfile.ZIP_DEFLATED:
                content = _inflated(stored, info.file_size)
            else:
                raise NotImplementedError(info.compress_type)
            if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
                raise zipfile.BadZipFile(name)
        except (KeyError, *_BROKEN) as broken:
            raise NotALedger(f"工作簿内部的部件 {name} 缺失或损坏：请用Excel打开并另存为.xlsx再试") from broken
        if len(content) > max(BLOCK, len(self._kept[1])):
            self._kept = name, content
        return content

    def rewrite(self, changed: Mapping[str, Content], removed: AbstractSet[str] = frozenset()) -> bytes:
        """A new file: members in their old order, new ones last; what is not in `changed` keeps its compressed bytes."""
        out, central = io.BytesIO(), []
        for name, info in self.infos.items():
            if name in removed:
                continue
            if name in changed:
                central.append(_write_new(out, name, changed[name], info))
            else:
                central.append(self._copy(out, info))
        for name, content in changed.items():
            if name not in self.infos:
                central.append(_write_new(out, name, content, None))
        start = out.tell()
        out.writelines(central)
        size = out.tell() - start
        if out.tell() > 0xFFFFFFFF or len(central) > 0xFFFE:
            raise NotALedger("工作簿过大（超过4GB），不能处理")
        out.write(_END.pack(b"PK\5\6", 0, 0, len(central), len(central), size, start, 0))
        return out.getvalue()

    def _copy(self, out: io.BytesIO, info: zipfile.ZipInfo) -> bytes:
        """Copies a member's stored bytes; only the headers around them are written anew. Returns its directory entry."""
        try:
            stored = self._stored(info)
        except _BROKEN as broken:
            raise NotALedger("工作簿的压缩包不完整：请用Excel打开并另存为.xlsx再试") from broken
        _, _, _, _, time, date, *_ = _LOCAL.unpack_from(self.data, info.header_offset)
        return _emit(out, _raw_name(info), info, info.flag_bits & ~0x8, (time, date), info.CRC, [stored], info.file_size)

    def _stored(self, info: zipfile.ZipInfo) -> memoryview:
        header = _LOCAL.unpack_from(self.data, info.header_offset)
        begin = info.header_offset + _LOCAL.size + header[9] + header[10]
        stored = memoryview(self.data)[begin : begin + info.compress_size]
        if header[0] != b"PK\3\4" or len(stored) != info.compress_size:
            raise zipfile.BadZipFile(info.filename)
        return stored


@contextmanager
def refused_if_broken() -> Iterator[None]:
    """Numbers, references and relations that a program wrote wrongly show as these errors; staff are told what to do."""
    try:
        yield
    except (ValueError, KeyError, IndexError, OverflowError, AssertionError, struct.error) as broken:
        raise NotALedger("工作簿内部的写法有误，不能保证无损：请用Excel打开并另存为.xlsx再试") from broken


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > BIG and info.file_size > MAX_RATIO * max(info.compress_size, 1)


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437")


def _as_cp437(name: str) -> str:
    """How a name in UTF-8 that is not marked as such appears."""
    return name.encode().decode("cp437").casefold()


def _write_new(out: io.BytesIO, name: str, content: Content, old: zipfile.ZipInfo | None) -> bytes:
    pieces = (content,) if isinstance(content, bytes) else content
    packed, size, crc = _packed(pieces)
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = old.create_system if old else 0
    info.external_attr = old.external_attr if old else 0
    flags = old.flag_bits & 0x800 if old else 0 if name.isascii() else 0x800
    raw = _raw_name(old) if old else name.encode()
    return _emit(out, raw, info, flags, (_FIXED_TIME, _FIXED_DATE), crc, packed, size)


def _inflated(stored: memoryview, size: int) -> bytes:
    """The unpacked bytes, at most one more than `size`; in slices, so that a large part never lies in memory twice."""
    unpacker, out = zlib.decompressobj(-15), io.BytesIO()
    for at in range(0, len(stored), SLICE):
        out.write(unpacker.decompress(stored[at : at + SLICE], size + 1 - out.tell()))
        if out.tell() > size:
            break
    return out.getvalue()


def _packed(pieces: Sequence[bytes | memoryview]) -> tuple[list[bytes], int, int]:
    """A part deflated: the packed bytes in runs, its size, its CRC. A large part is packed in blocks, side by side on all
    processors; the blocks are cut by size alone, so that the same part gives the same bytes on every machine.
    """
    size, crc = sum(map(len, pieces)), 0
    if size < BLOCK:
        whole = b"".join(pieces)
        return [_deflate(whole, 6 if size < 1 << 20 else 2, last=True)], size, zlib.crc32(whole)
    from concurrent.futures import Future, ThreadPoolExecutor  # for large parts only: it takes milliseconds to import

    crew_size = os.cpu_count() or 1
    packed: list[bytes] = []
    waiting: deque[Future[bytes]] = deque()
    with ThreadPoolExecutor(crew_size) as crew:
        for block in _blocks(pieces):
            crc = zlib.crc32(block, crc)
            waiting.append(crew.submit(_deflate, block, 2, last=False))
            if len(waiting) > crew_size:  # only so many blocks are held at a time
                packed.append(waiting.popleft().result())
        packed += [each.result() for each in waiting]
    return [*packed, _deflate(b"", 2, last=True)], size, crc


def _blocks(pieces: Sequence[bytes | memoryview]) -> Iterator[bytes]:
    """The pieces joined into runs of at least BLOCK bytes (the last may be shorter)."""
    held: list[bytes | memoryview] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= BLOCK:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def _deflate(block: bytes, level: int, *, last: bool) -> bytes:
    """One block of a deflated stream; blocks that stand one behind the other make one stream."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(block) + packer.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)


def _emit(
    out: io.BytesIO,
    name: bytes,
    info: zipfile.ZipInfo,
    flags: int,
    when: tuple[int, int],
    crc: int,
    stored: Sequence[bytes | memoryview],
    size: int,
) -> bytes:
    at = out.tell()
    time, date = when
    packed = sum(map(len, stored))
    out.write(_LOCAL.pack(b"PK\3\4", 20, flags, info.compress_type, time, date, crc, packed, size, len(name), 0))
    out.write(name)
    out.writelines(stored)
    version = 20 | info.create_system << 8
    return (
        _CENTRAL.pack(
            b"PK\1\2", version, 20, flags, info.compress_type, time, date, crc, packed, size,
            len(name), 0, 0, 0, info.internal_attr, info.external_attr, at,
        )
        + name
    )  # fmt: skip


def _ole_reason(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "工作簿设有打开密码：请在Excel中取消密码（文件→信息→保护工作簿），保存后再试"
    return "这是旧版.xls文件：请用Excel或WPS打开，另存为.xlsx后再试"


_OFFICE = ((b"wordprocessingml", "Word文档"), (b"presentationml", "PowerPoint演示文稿"))


def refuse_unsafe(package: Package) -> None:
    """Raises NotALedger for kinds of workbook that cannot be patched without loss."""
    if "[Content_Types].xml" not in package:
        raise NotALedger("这不是Excel工作簿：请选择扩展名为.xlsx或.xlsm的台账文件")
    types = package.read("[Content_Types].xml")
    if b"sheet.binary" in types:
        raise NotALedger("这是二进制工作簿（.xlsb）：请另存为.xlsx或.xlsm后再试")
    if b"spreadsheetml" not in types:
        what = next((name for mark, name in _OFFICE if mark in types), "其他类型的文件")
        raise NotALedger(f"文件内容不是Excel工作簿，而是{what}（只改扩展名不能转换）：请选择真正的.xlsx或.xlsm台账文件")
    names = package.infos.keys()
    if any(name.lower().startswith("_xmlsignatures/") for name in names):
        raise NotALedger("工作簿带有数字签名，写入会使签名失效：请另存一份不带签名的副本后再试")
    if any("/revisions/" in f"/{name.lower()}" for name in names):
        raise NotALedger("这是旧式“共享工作簿”：请在Excel中取消共享（审阅→共享工作簿），保存后再试")
