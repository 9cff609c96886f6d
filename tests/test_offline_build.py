"""The built programs of the offline page are those of the sources in `frontend/`."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import unicodedata
from importlib.resources import files
from pathlib import Path

from conftest import CHECKOUT, browser_library, program
from mandategraph.folding import fold

FRONTEND = CHECKOUT / "frontend"
STATIC = files("mandategraph.export.offline") / "static"
_FOLD = """
import {{ fold }} from {module};
import {{ readFileSync }} from "node:fs";
const texts = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map(fold)));
"""


def test_a_new_build_has_the_same_bytes(tmp_path: Path) -> None:
    browser_library("esbuild/package.json")
    browser_library("cytoscape/package.json")
    command = [program("node"), str(FRONTEND / "build.mjs"), str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == sorted(f.name for f in STATIC.iterdir() if f.is_file())
    for name in names:
        built = (tmp_path / name).read_bytes()
        assert built == (STATIC / name).read_bytes(), (
            f"{name}: run npm run build in frontend"
        )


def test_the_manifest_names_the_files_their_hashes_and_their_licences() -> None:
    manifest = json.loads((STATIC / "MANIFEST.json").read_text("utf-8"))
    for entry in manifest["files"]:
        data = (STATIC / entry["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    licences = (STATIC / "THIRD_PARTY_LICENSES.txt").read_text("utf-8")
    for package in manifest["packages"]:
        head = f"{package['package']} {package['version']} ({package['licence']})"
        assert head in licences
        assert package["licence"] == "MIT"
    assert "Permission is hereby granted" in licences


def test_no_notice_of_the_bundled_code_is_lost() -> None:
    source = browser_library("cytoscape/dist/cytoscape.esm.mjs").read_text("utf-8")
    licences = (STATIC / "THIRD_PARTY_LICENSES.txt").read_text("utf-8")
    words = " ".join(licences.split())
    notices = re.findall(r"/\*!.*?\*/", source, re.DOTALL)
    assert len(notices) == 4
    for notice in notices:
        assert " ".join(notice.split()) in words
    # of which the bundle has no notice left
    for name in ("heap", "lodash"):
        text = (FRONTEND / "notices" / f"{name}.txt").read_text("utf-8")
        assert text in licences


def test_the_lock_pins_each_version_and_names_no_registry() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text("utf-8"))
    wanted = json.loads((FRONTEND / "package.json").read_text("utf-8"))
    for name, version in {
        **wanted["dependencies"],
        **wanted["devDependencies"],
    }.items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    assert not [path for path, one in lock["packages"].items() if "resolved" in one]


def test_search_in_the_page_folds_every_character_as_search_in_python() -> None:
    """Characters newer than Python's own table are left out."""
    chars = [
        chr(code)
        for code in range(0x110000)
        if not 0xD800 <= code < 0xE000 and unicodedata.category(chr(code)) != "Cn"
    ]
    script = _FOLD.format(module=json.dumps((FRONTEND / "src/fold.js").as_uri()))
    command = [program("node"), "--input-type=module", "--eval", script]
    texts = json.dumps([*chars, "  Éa \u0640 b ", "ﷺ الأُمَم"])
    done = subprocess.run(
        command, input=texts, capture_output=True, check=True, text=True, timeout=60
    )
    folded = json.loads(done.stdout)
    assert folded[-2:] == [fold("  Éa \u0640 b "), fold("ﷺ الأُمَم")]
    wrong = [c for c, f in zip(chars, folded, strict=False) if f != fold(c)]
    assert wrong == []
