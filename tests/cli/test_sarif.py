"""What `kb check --format sarif` prints is SARIF 2.1.0: the objects that it uses, as the standard has them.

Names, required properties and ranges are those of the OASIS schema, which allows no other properties.
See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from kb_ext.cli import main

Tree = dict[str, Any]
TEXT: Tree = {"type": "string"}
LEVEL: Tree = {"enum": ["none", "note", "warning", "error"]}


def close(required: list[str], **properties: Tree) -> Tree:
    """Return the schema of an object with no other properties."""
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


MESSAGE = close([], text=TEXT, markdown=TEXT, id=TEXT)
MULTIFORMAT = close(["text"], text=TEXT, markdown=TEXT)
RULE = close(
    ["id"],
    id=TEXT,
    name=TEXT,
    shortDescription=MULTIFORMAT,
    fullDescription=MULTIFORMAT,
    help=MULTIFORMAT,
    helpUri={"type": "string", "format": "uri"},
    defaultConfiguration=close([], enabled={"type": "boolean"}, level=LEVEL),
)
DRIVER = close(
    ["name"],
    name=TEXT,
    version=TEXT,
    semanticVersion=TEXT,
    informationUri={"type": "string", "format": "uri"},
    language=TEXT,
    rules={"type": "array", "uniqueItems": True, "items": RULE},
)
NUMBER: Tree = {"type": "integer", "minimum": 1}
REGION = close([], startLine=NUMBER, startColumn=NUMBER, endLine=NUMBER, endColumn=NUMBER)
ARTIFACT = close([], uri={"type": "string", "pattern": r"^[!-~]*$"}, uriBaseId=TEXT)
PLACE = close([], artifactLocation=ARTIFACT, region=REGION)
RESULT = close(
    ["message"],
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": -1},
    level=LEVEL,
    message=MESSAGE,
    locations={"type": "array", "items": close([], physicalLocation=PLACE)},
)
RUN = close(
    ["tool"],
    tool=close(["driver"], driver=DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results={"type": "array", "items": RESULT},
)
LOG = close(
    ["version", "runs"],
    **{"$schema": TEXT},
    version={"enum": ["2.1.0"]},
    runs={"type": "array", "items": RUN},
)


@pytest.mark.parametrize(
    "text", ["---\ntitle: 題\n---\n\n語。\n", "---\ntgas: [{\n---\n\n[a](b.md)\ufffd![](c)\n"]
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_log_is_what_the_standard_allows(
    text: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "記 事.md"
    path.write_text(text, encoding="utf-8")
    main(["check", "--format", "sarif", "--lang", language, str(path)])
    log = json.loads(capsys.readouterr().out)
    assert list(Draft7Validator(LOG).iter_errors(log)) == []
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in log["runs"][0]["results"])
