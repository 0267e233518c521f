"""The fixtures as another project's tests get them: by having `cleaner` installed, and no more."""

import os
import subprocess
import sys
from pathlib import Path

PLUGIN = """'Shout.'
from cleaner import hookimpl
@hookimpl
def clean(text):
    return text.upper()
"""

TESTS = f"""
PLUGIN = {PLUGIN!r}

def test_a_step(run_step):
    assert run_step("segments", "One sentence. Another one.", max=15).texts[0] == "One sentence. "

def test_a_chain(run_chain, plugin_file):
    assert run_chain(["a b"], ["shout"], files=[plugin_file("shout", PLUGIN)]).texts == ["A B"]

def test_conformance(check_plugin, plugin_file):
    check_plugin(plugin_file("shout", PLUGIN))

def test_what_is_wrong_is_told(check_plugin, plugin_file):
    check_plugin(plugin_file("cut", PLUGIN.replace("upper()", "strip()[:9]")))
"""


def test_they_are_there_and_complaints_are_failures(tmp_path: Path) -> None:
    (tmp_path / "test_mine.py").write_text(TESTS)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert "3 passed" in done.stdout, done.stdout + done.stderr
    assert "1 failed" in done.stdout
    assert "clean loses text in silence" in done.stdout
