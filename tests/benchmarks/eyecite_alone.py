"""eyecite on legal text of its own kind, for comparison: run by a Python that has it, and knows nothing of resgraph.

Prints a JSON object: tokenizer → [MB a second, citations a second]. The text is prose with case citations of United
States courts, one in some 500 characters as in judgments, each with numbers of its own.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from time import process_time

PROSE = (
    "The court of appeals held that the statute, read as a whole and in the light of its purpose, leaves the agency no room "
    "to do what it did here, and the parties have not pointed to any provision that would say otherwise. "
)
CASES = (
    "See Marbury v. Madison, {volume} U.S. {page}, {pin} (1803). ",
    "In Gibbons v. Ogden, {volume} U.S. ({volume} Wheat.) {page} (1824), the rule was the same. ",
    "Compare Erie R. Co. v. Tompkins, {volume} F.2d {page} (2d Cir. 1937), with id. at {pin}. ",
    "Accord Smith v. Jones, {volume} F.3d {page}, {pin} (9th Cir. 1998). ",
    "But see Doe v. Roe, {volume} F. Supp. 2d {page} (S.D.N.Y. 2001); Roe, {volume} F. Supp. 2d at {pin}. ",
)


def legal_text(size: int) -> str:
    """Prose with citations, at least so many characters."""
    pieces: list[str] = []
    length = number = 0
    while length < size:
        number += 1
        case = CASES[number % len(CASES)].format(
            volume=number % 500 + 1, page=number * 7 % 999 + 1, pin=number * 7 % 999 + 5
        )
        pieces.append(PROSE * 2 + case)
        length += len(pieces[-1])
    return "".join(pieces)


def main() -> None:
    from eyecite import get_citations
    from eyecite.tokenizers import AhocorasickTokenizer, HyperscanTokenizer

    size = int(sys.argv[1])
    text = legal_text(size)
    tokenizers = {"Aho-Corasick": AhocorasickTokenizer()}
    if importlib.util.find_spec("hyperscan"):
        tokenizers["hyperscan"] = HyperscanTokenizer()
    result = {}
    for name, tokenizer in tokenizers.items():
        get_citations(text[:5000], tokenizer=tokenizer)
        start = process_time()
        # judgments of 50,000 characters, since it is made for one at a time
        found = sum(
            len(get_citations(text[at : at + 50_000], tokenizer=tokenizer)) for at in range(0, len(text), 50_000)
        )
        spent = process_time() - start
        result[name] = [len(text) / 1e6 / spent, found / spent]
    print(json.dumps(result))


if __name__ == "__main__":
    main()
