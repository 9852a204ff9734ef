"""A real browser for the tests of the pages: opened without a network, and with software for a graphics card."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2

from tests.test_export_graphs import CASES, needs

__all__ = ["DESK", "PHONE", "Opened", "chromium", "printed", "running", "serious"]

DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def running() -> Iterator[Any]:
    """The browser, closed when the tests are through; skips them where there is none."""
    needs(chromium(), "no chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        needs(False, "no playwright")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


def chromium() -> str | None:
    """Where Chromium is."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


class Opened:
    """One page opened from a file, and what it asked for and said; `script` runs before its own."""

    def __init__(self, browser: Any, path: Path, fragment: str = "", script: str | None = None, **options: Any) -> None:
        self.requests: list[str] = []
        self.said: list[str] = []
        self.context = browser.new_context(**{"viewport": DESK, **options})
        self.page = self.context.new_page()
        if script:
            self.page.add_init_script(script)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.address = path.as_uri()
        self.page.goto(self.address + fragment)
        if options.get("java_script_enabled", True):
            self.wait("performance.getEntriesByName('drawn').length > 0")

    def wait(self, expression: str) -> None:
        """Wait until an expression holds; the page's own policy forbids Playwright to do so within it."""
        for _ in range(400):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError((expression, self.said))

    def drawn(self) -> float:
        """Milliseconds from the beginning of loading to the first drawing."""
        return float(self.page.evaluate("performance.getEntriesByName('drawn')[0].startTime"))

    def shown(self, selector: str) -> str:
        return str(self.page.inner_text(selector))


def serious(page: Any) -> dict[str, list[str]]:
    """What axe-core finds on a page, by rule; nothing is so small that it may stay."""
    axe = CASES / "node" / "node_modules" / "axe-core" / "axe.min.js"
    needs(axe.exists(), f"no axe-core: npm ci --prefix {CASES / 'node'}")
    page.add_script_tag(content=axe.read_text("utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    return {f"{one['impact']}: {one['id']}": [node["html"][:120] for node in one["nodes"]] for one in found}


def printed(page: Any, path: Path) -> tuple[str, int]:
    """The words of a page printed to PDF, and the number of its bitmaps; it must be one sheet, lying."""
    page.pdf(path=path, prefer_css_page_size=True)
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 1
        sheet = document[0]
        assert sheet.get_width() > sheet.get_height()
        textpage = sheet.get_textpage()
        words = textpage.get_text_bounded()
        images = [shape for shape in sheet.get_objects() if shape.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        textpage.close()
        sheet.close()
    return words, len(images)
