"""Text within XML: escaped, and without what XML cannot hold.

https://www.w3.org/TR/xml/#charsets
"""

from __future__ import annotations

import re

__all__ = ["attribute", "attribute_text", "element", "escape", "legal"]

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SPECIAL = re.compile(f"[&<>\r\x85\u2028]|{ILLEGAL.pattern}")
REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", "\x85": "&#133;", "\u2028": "&#8232;"}
"""The line ends are kept as references, for readers make newlines of them (U+0085 and U+2028 by the rules of XML 1.1)."""
QUOTES = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def legal(text: str) -> str:
    r"""Text with U+FFFD for each character that XML cannot hold.

    >>> legal("a\x0bb")
    'a\ufffdb'
    """
    return ILLEGAL.sub("\ufffd", text)


def escape(text: str) -> str:
    r"""Text as XML character data.

    >>> escape("a<b & \x0b\r")
    'a&lt;b &amp; \ufffd&#13;'
    """
    return SPECIAL.sub(_reference, text)


def _reference(found: re.Match[str]) -> str:
    return REFERENCES.get(found[0], "\ufffd")


def attribute(text: str) -> str:
    """Text as the value of an XML attribute, its quotes included.

    >>> print(attribute('say "no"'))
    "say &quot;no&quot;"
    """
    return f'"{attribute_text(text)}"'


def attribute_text(text: str) -> str:
    """Text as it stands between the quotes of an XML attribute."""
    return escape(text).translate(QUOTES)


def element(name: str, content: str = "", /, **attributes: str | float | None) -> str:
    """An XML element around content that is markup already; attributes that are None are left out.

    An underscore in an attribute's name stands for a hyphen; one at the end keeps a name from being a word of Python.

    >>> element("path", d="M0 0", stroke_width=1.50, class_="arrow", display=None)
    '<path d="M0 0" stroke-width="1.5" class="arrow"/>'
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={attribute(item if isinstance(item, str) else f'{item:g}')}"
        for key, item in attributes.items()
        if item is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"
