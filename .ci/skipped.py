"""Lists the skipped tests of the last runs; fails if one was skipped although what it needs is here."""

import os
import pathlib
import sys
import xml.etree.ElementTree as ET

# Skips that no data and no tool can change, by a part of their message, with the reason.
ALLOWED = {
    "keeps nothing beyond the process": "a contract's case for caches on disk; this one is in memory",
    "is bounded by itself": "a contract's case for caches that somebody trims; this one does it itself",
    "is not durable": "a contract's case for stores that survive a close; this store is in memory",
    "supportsContains": "LangChain4j's case for stores that cannot filter by contains; ours can",
    "may write every file": "file permissions do not bind root",
    "no PostgreSQL": "the server's programs are not installed here",
    "not root": "file permissions do not bind root",
}

# What a test may need, by the variable that says where it is; such a test must run where the variable is set.
VARIABLES = ("LLMOPS_LOCAL_MODEL_URL", "LLMOPS_OTELCOL", "LLMOPS_PROMETHEUS")


def main() -> int:
    data = sys.argv[1]
    bad = total = 0
    for report in sorted(pathlib.Path(".").glob("**/target/surefire-reports*/TEST-*.xml")):
        for case in ET.parse(report).getroot().iter("testcase"):
            skipped = case.find("skipped")
            if skipped is None:
                continue
            total += 1
            message = (skipped.get("message") or skipped.text or "").strip().replace("\n", " ")
            name = f"{case.get('classname')}.{case.get('name')}"
            needs = [variable for variable in VARIABLES if variable in message]
            if "testdata" in message:
                wrong = bool(data)
            elif needs:
                wrong = all(os.environ.get(variable) for variable in needs)
            else:
                wrong = not any(part in message for part in ALLOWED)
            bad += bool(wrong)
            print(f"{'WRONGLY ' if wrong else ''}skipped: {name}: {message[:160]}")
    print(f"{total} skipped, {bad} of them wrongly")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
