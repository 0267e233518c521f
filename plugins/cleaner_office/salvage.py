"""What is whole of a DOCX that was cut or damaged, as a file that can be opened."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any, BinaryIO

from cleaner import open_zip
from cleaner_office.zipped import Package, told

_SIGN = b"PK\x03\x04"
_TYPES = "[Content_Types].xml"
_MAIN = "document.xml"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def is_other_zip(stream: BinaryIO, most_members: int) -> bool:
    """Tell whether a zip file has nothing that makes it a document, damaged or not."""
    stream.seek(0)
    is_zip = stream.read(len(_SIGN)) == _SIGN
    try:
        archive, damage = open_zip(stream, most_members)
    except OverflowError:
        return False
    finally:
        stream.seek(0)
    names = archive.namelist()
    has_main = any(name.endswith(f"/{_MAIN}") for name in names)
    return is_zip and _TYPES not in names and not (damage and has_main)


def salvaged(package: Package, etree: Any) -> tuple[io.BytesIO, str]:
    """Return a file of what can be read, and the first thing that is wrong.

    Its text is read up to where it is damaged; of other parts, those that are whole are kept,
    and nothing leads to one that is not.

    Raises:
        KeyError: what it cannot do without is not there.
    """
    found: dict[str, bytes] = {}
    damage = package.damage
    for name in dict.fromkeys(package.names):
        data, why = package.read_to_damage(name)
        if name.endswith(f"/{_MAIN}"):
            data, why = _closed(data, why, etree)
        elif why:
            data = b""
        if why:
            damage = damage or f"{name}: {why}"
        if data or not why:
            found[name] = data
    if _TYPES not in found:
        raise KeyError(f"{_TYPES} is missing")
    if not any(name.endswith(f"/{_MAIN}") for name in found):
        raise KeyError(f"{_MAIN} is missing")
    return _written(found, etree), damage


def _closed(data: bytes, damage: str, etree: Any) -> tuple[bytes, str]:
    """Close the elements that are open where XML ends too early; say what is wrong with it."""
    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    try:
        etree.fromstring(data, etree.XMLParser(**safe))
    except (etree.LxmlError, ValueError) as error:
        damage = damage or told(error)
    else:
        return data, damage
    root = etree.fromstring(data, etree.XMLParser(recover=True, **safe)) if data.strip() else None
    if root is None:
        return b"", damage
    closed = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return closed, damage


def _written(found: dict[str, bytes], etree: Any) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in found.items():
            is_led = name.endswith(".rels")
            archive.writestr(name, _leading(name, data, found, etree) if is_led else data)
    file.seek(0)
    return file


def _leading(name: str, data: bytes, found: dict[str, bytes], etree: Any) -> bytes:
    """Leave out of the relations of a part those that lead to nothing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(data, parser)
    # `word/_rels/document.xml.rels` tells where `word/document.xml` leads.
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in root.findall(_RELATIONS):
        target = posixpath.join("/", folder, relation.get("Target", ""))
        is_inside = relation.get("TargetMode") != "External"
        if is_inside and posixpath.normpath(target).lstrip("/") not in found:
            root.remove(relation)
    led: bytes = etree.tostring(root)
    return led
