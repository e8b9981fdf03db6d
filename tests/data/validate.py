"""Validates a JSON file, or each line of a .jsonl file, against a schema that allows no other fields. Prints how many were valid."""

import json
import sys

import jsonschema


def closed(schema):
    """The schema, with no other fields allowed than those that it names."""
    if isinstance(schema, list):
        return [closed(s) for s in schema]
    if not isinstance(schema, dict):
        return schema
    whole = {key: closed(value) for key, value in schema.items()}
    if "properties" in whole and not {"anyOf", "oneOf", "allOf"} & whole.keys():
        whole.setdefault("additionalProperties", False)
    elif "properties" in whole:
        whole.setdefault("unevaluatedProperties", False)
    return whole


path, output = sys.argv[1:]
schema = json.load(open(path, encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
text = open(output, encoding="utf-8").read()
documents = [json.loads(line) for line in text.split("\n") if line] if output.endswith(".jsonl") else [json.loads(text)]
for document in documents:
    jsonschema.Draft202012Validator(schema).validate(document)
print(len(documents))
