"""Numbers that are written out: Chinese numerals, digit by digit or by place value.

>>> digits("一五一四"), digits("二O二"), value("二十一"), value("三十")
('1514', '202', 21, 30)
"""

from __future__ import annotations

__all__ = ["DIGIT", "digits", "value"]

_ZERO = "〇○零O0０Ｏ"
DIGIT = f"[{_ZERO}一二三四五六七八九]"
"""One Chinese digit; print and OCR give the zero in many shapes."""

_TABLE = {**dict.fromkeys(_ZERO, "0"), **{c: str(n) for n, c in enumerate("一二三四五六七八九", 1)}}


def digits(text: str) -> str:
    """Decimal digits of numerals written one by one, as years and resolution numbers are."""
    return "".join(_TABLE[c] for c in text)


def value(text: str) -> int:
    """Value of a numeral up to 99 written with 十, or digit by digit."""
    if "十" not in text:
        return int(digits(text))
    tens, ones = text.split("十", 1)
    return (int(digits(tens)) if tens else 1) * 10 + (int(digits(ones)) if ones else 0)
