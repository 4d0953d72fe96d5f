"""Checks what the demo printed: that each step ran and printed figures of this run."""

import re
import sys


def main() -> int:
    text = open(sys.argv[1], encoding="utf-8").read()
    kind = sys.argv[2]
    wanted = [
        r"^Chat model: \S+/\S+ \(",
        r"^handbook-en: \d+ added, 0 replaced, 0 removed, \d+ unchanged, 0 failed",
        r"^handbook-zh: \d+ added, 0 replaced, 0 removed, \d+ unchanged, 0 failed",
        r"^Q: How many unused leave days",
        r"^Q: 出差回来",
        r"^    stopped: [A-Z_]+",
        r"answer@2 − answer@1: [+-]\d\.\d\d \[-?\d\.\d\d, -?\d\.\d\d\], p [=<]",
        r"^handbook-en +\d+ +\d+\.\d%",
        r"^All of it took [\d.]+ s",
    ]
    if kind != "generative":
        wanted += [
            r"^Chat model: builtin/extractive ",
            r"^A: .*Up to 6 days can be carried over to the next year\. \[1\].*\[extractive\]$",
            r"^    \[1\] Leave policy .*\(leave\.md, relevance 0\.\d\d\), quoted word for word",
            r"^A: This is not in the knowledge base\.",
            r"^A: .*\*\*\*\* must not be discussed with customers",
            r"^handbook-en .* [1-9]\d*\.\d% \(1 of 5\)",
            r"^handbook-zh .* [1-9]\d*\.\d% \(1 of 5\)",
            r"^A: 知识库中没有相关内容。",
            r"^    stopped: FINISHED",
            r"^    5 documents, \d+ passages",
        ]
    else:
        wanted += [r"^Chat model: openai/", r"^handbook-en .*\d+ +\d+ +\S.*unknown$"]
        if "[extractive]" in text:
            print("a generative model's lines are marked [extractive]")
            return 1
    if kind == "first":
        wanted += [r"^handbook-en: 5 added", r"^handbook-zh: 5 added"]
    if kind == "again":
        wanted += [r"^handbook-en: 0 added, 0 replaced, 0 removed, 5 unchanged"]
    missing = [w for w in wanted if not re.search(w, text, re.MULTILINE)]
    for w in missing:
        print("the demo did not print:", w)
    print(f"demo ({kind}): {len(wanted) - len(missing)} of {len(wanted)} checks hold")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
