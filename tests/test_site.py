"""The documentation is built without a warning, opens from a disk, finds words, and loads nothing from anywhere."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytest.importorskip("material", reason="pip install -e .[docs]")
PAGES = ("index", "reference/command-line", "reference/grammar/ar", "reference/library", "tutorials/researcher")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.browser
def test_pages_open_from_a_disk_and_search_finds_words(site: Path) -> None:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    assert chromium, "no browser: apt install chromium"
    requests: list[str] = []
    said: list[str] = []
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        for name in PAGES:
            page.goto((site / f"{name}.html").as_uri())
            assert page.locator("h1").count() == 1
        page.locator(".md-search__input").fill("misprint")
        page.wait_for_selector(".md-search-result__link")
        assert "misprint" in page.inner_text(".md-search-result").lower()
        browser.close()
    assert not [url for url in requests if not url.startswith(("file:", "blob:", "data:"))]
    assert said == []
