"""Files, folders, patterns and archives: what is found, and what harms nobody."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from resgraph.sources import local
from resgraph.sources.local import items
from resgraph.text import read


def _zip(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _tar(mode: str, **members: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def _found(*paths: Path | str) -> dict[str, bytes | str]:
    """Name to bytes, or to the reason why there are none."""
    return {item.file: item.error.what if item.error else item.data for item in items(paths)}


@pytest.mark.parametrize("mode", ["w:", "w:gz", "w:xz", "w:bz2"])
def test_tar_archives_are_read(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(_tar(mode, **{"en/a.txt": b"one", "b.txt": b"two"}))
    assert _found(path) == {f"{path}!en/a.txt": b"one", f"{path}!b.txt": b"two"}


def test_archives_in_archives_are_read_to_a_depth(tmp_path: Path) -> None:
    deep = _zip(**{"a.txt": b"one"})
    for _ in range(3):
        deep = _zip(**{"in.zip": deep})
    path = tmp_path / "a.zip"
    path.write_bytes(_zip(**{"b.tar.gz": _tar("w:gz", **{"c.txt": b"two"}), "deep.zip": deep}))
    found = _found(path)
    assert found[f"{path}!b.tar.gz!c.txt"] == b"two"
    assert found[f"{path}!deep.zip!in.zip!in.zip"] == "an archive inside 3 others"


def test_patterns_name_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "b.pdf", "sub/c.txt"):
        (tmp_path / name).write_bytes(name.encode())
    assert _found(str(tmp_path / "*.txt")) == {str(tmp_path / "a.txt"): b"a.txt"}
    assert len(_found(str(tmp_path / "**" / "*.txt"))) == 2
    assert _found(str(tmp_path / "*.docx")) == {str(tmp_path / "*.docx"): "nothing matches the pattern"}


def test_standard_input_may_be_an_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    class Standard:
        buffer = io.BytesIO(_zip(**{"a.txt": b"one"}))

    monkeypatch.setattr(local.sys, "stdin", Standard())
    assert _found("-") == {"-!a.txt": b"one"}


def test_a_name_that_climbs_leads_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.zip"
    path.parent.mkdir()
    path.write_bytes(_zip(**{"../../evil.txt": b"one", "/etc/evil.txt": b"two"}))
    tarred = tmp_path / "in" / "b.tar"
    tarred.write_bytes(_tar("w:", **{"../evil.txt": b"three"}))
    assert set(_found(tmp_path / "in").values()) == {b"one", b"two", b"three"}
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.zip", "b.tar", "in"]


def test_links_and_devices_of_a_tar_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        link = tarfile.TarInfo("passwd")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert _found(path) == {str(path): "the archive holds no files"}


def test_bombs_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESGRAPH_LIMITS", "file=1MB, archive=3MB")
    large, small = bytes(2_000_000), bytes(900_000)
    path = tmp_path / "a.zip"
    path.write_bytes(_zip(**{"a.txt": large, "b.txt": b"one", "c.txt": large, "d.txt": b"two"}))
    assert list(_found(path).values()) == ["larger than 1 MB", b"one", "larger than 1 MB", b"two"]
    # what is inside archives inside it counts as well; a packed tar has to be unpacked even to pass a member over
    path.write_bytes(_zip(**{f"{n}.zip": _zip(**{"a.txt": small, "b.txt": small}) for n in range(9)}))
    found = _found(path)
    assert sum(value == small for value in found.values()) == 3
    assert {v for v in found.values() if v != small} == {"the archive holds more than any collection of documents"}
    path.write_bytes(_tar("w:gz", **{"a.txt": large, "b.txt": large, "c.txt": b"three"}))
    assert list(_found(path).values()) == [
        "larger than 1 MB",
        "the archive holds more than any collection of documents",
    ]


def test_what_is_packed_more_densely_than_documents_are_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "_SMALL", 1000)
    path = tmp_path / "a.zip"
    path.write_bytes(_zip(**{"a.txt": bytes(1_000_000), "b.txt": b"one"}))
    assert list(_found(path).values()) == ["packed more densely than any document is", b"one"]


def test_what_is_passed_over_is_told(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in ("a.txt", ".git/config", "Thumbs.db", "~$report.docx"):
        (tmp_path / name).write_bytes(b"one")
    with tarfile.open(tmp_path / "b.tar", "w") as archive:
        link = tarfile.TarInfo("passwd")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        archive.add(tmp_path / "a.txt", "c.txt")
    told: dict[str, str] = {}
    found = [item.file for item in items([tmp_path], skip=told.__setitem__)]
    assert found == [str(tmp_path / "a.txt"), f"{tmp_path / 'b.tar'}!c.txt"]
    assert {Path(file).name: why for file, why in told.items()} == {
        "config": "hidden or of the system",
        "Thumbs.db": "hidden or of the system",
        "~$report.docx": "hidden or of the system",
        "b.tar!passwd": "a link or device",
    }


def test_documents_are_counted_without_opening_them(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(_zip(**{"a.txt": b"one", "b.txt": b"two"}))
    (tmp_path / "in" / "broken.zip").write_bytes(b"PK")
    (tmp_path / "b.txt").write_bytes(b"three")
    assert local.count([tmp_path]) == 4
    assert local.count([tmp_path / "*.txt", "-", "nothing.txt"]) == 3


def test_a_damaged_archive_or_member_stops_nothing_else(tmp_path: Path) -> None:
    good = _zip(**{"a.txt": b"one" * 100, "b.txt": b"two"})
    (tmp_path / "half.zip").write_bytes(good[: len(good) // 2])
    broken = bytearray(good)
    broken[40] ^= 0xFF
    (tmp_path / "member.zip").write_bytes(bytes(broken))
    (tmp_path / "half.tar.gz").write_bytes(_tar("w:gz", **{"a.txt": bytes(range(256)) * 400})[:150])
    (tmp_path / "z.txt").write_bytes(b"three")
    found = _found(tmp_path)
    assert found[str(tmp_path / "z.txt")] == b"three"
    assert found[f"{tmp_path / 'member.zip'}!b.txt"] == b"two"
    for name in ("half.zip", "half.tar.gz"):
        assert any(isinstance(v, str) and "damaged" in v for k, v in found.items() if name in k), name


def test_a_picture_is_named_as_one() -> None:
    with pytest.raises(Exception, match="picture"):
        read(b"\xff\xd8\xff\xe0" + bytes(50), file="a.jpg")


# ---------------------------------------------------------------- what is no file of documents


def test_folders_without_files_devices_and_what_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / ".git").write_bytes(b"one")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/proc/self/mem")  # a file that opens, and whose first bytes nobody may read
    assert _found(*(tmp_path / name for name in ("empty", "hidden", "pipe", "link", "*"))) == {
        str(tmp_path / "empty"): "the folder holds no files",
        str(tmp_path / "hidden"): "the folder holds no files",
        str(tmp_path / "pipe"): "not a file",
        str(tmp_path / "link"): "cannot be opened: Input/output error",
    }


def test_locked_and_damaged_members_are_named_and_the_others_read(tmp_path: Path) -> None:
    data = bytearray(_zip(**{"a.txt": b"one", "b.txt": b"two", "c.txt": b"three"}))
    first, second = (data.index(b"PK\1\2", at) for at in (0, data.index(b"PK\1\2") + 4))
    data[first + 8] |= 1  # the flag of a member that is locked by a password
    data[data.index(b"b.txt") - 30] ^= 0xFF  # the mark at which a member begins
    assert second > first
    path = tmp_path / "a.zip"
    path.write_bytes(bytes(data))
    found = _found(path)
    assert found[f"{path}!a.txt"] == "encrypted"
    assert str(found[f"{path}!b.txt"]).startswith("damaged: Bad magic number")
    assert found[f"{path}!c.txt"] == b"three"


def test_folders_of_a_tar_are_no_documents_and_nothing_to_tell(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        folder = tarfile.TarInfo("en")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        info = tarfile.TarInfo("en/a.txt")
        info.size = 3
        archive.addfile(info, io.BytesIO(b"one"))
    told: list[tuple[str, str]] = []
    assert [(item.file, item.data) for item in items([path], skip=lambda *what: told.append(what))] == [
        (f"{path}!en/a.txt", b"one")
    ]
    assert told == []


def test_only_an_archive_of_documents_within_bounds_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    several = _zip(**{"b.txt": b"two", "a.txt": b"one", ".hidden": b"x", "en/": b""})
    told: list[tuple[str, str]] = []
    found = local.zip_members(io.BytesIO(several), "a.zip", skip=lambda *what: told.append(what))
    assert found is not None
    assert [info.filename for info in found] == ["a.txt", "b.txt"]
    assert told == [("a.zip!.hidden", "hidden or of the system")]
    for data in (
        b"PK no archive",
        _zip(),
        _zip(**{".hidden": b"x"}),
        _zip(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}),
        _zip(mimetype=b"application/vnd.oasis.opendocument.text"),
    ):
        assert local.zip_members(io.BytesIO(data), "a.zip") is None
    for bound in ("members=2", "archive=5"):
        monkeypatch.setenv("RESGRAPH_LIMITS", bound)
        assert local.zip_members(io.BytesIO(several), "a.zip") is None
