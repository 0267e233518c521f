"""JUnit XML, which most CI systems show as test results: a test case for each file with findings.

In the form that Jenkins' xUnit plugin describes by a schema, and pytest writes.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from cleaner.check.report import Report

# Control characters have no place in XML 1.0, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report) -> str:
    """Return a test suite; a file that has nothing wrong is counted, and not listed."""
    by_path = report.by_path()
    suites = ET.Element("testsuites")
    listed = len(by_path) + len(report.failures) + len(report.gates)
    fields = {
        "name": "cleaner",
        "tests": str(listed),
        "failures": str(len(by_path) + len(report.gates)),
        "errors": str(len(report.failures)),
        "skipped": "0",
        "time": "0",
    }
    suite = ET.SubElement(suites, "testsuite", fields)
    for path, findings in by_path.items():
        case = _case(suite, path)
        shown = [
            f"{found.shown.removeprefix(path)}: {found.code} {found.message}".lstrip(": ")
            for found in findings
        ]
        message = f"{len(findings)} found"
        ET.SubElement(case, "failure", message=message).text = _xml("\n".join(shown))
    for gate in report.gates:
        ET.SubElement(_case(suite, "gates"), "failure", message=_xml(gate))
    for failed in report.failures:
        told = _xml(f"{failed.step} failed: {failed.error}")
        ET.SubElement(_case(suite, failed.path), "error", message=told)
    ET.indent(suites)
    body = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _case(suite: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname="cleaner", name=_xml(name), time="0")


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
