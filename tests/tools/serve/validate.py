"""Asks a server over the sample of tests/query/sample.h for everything that its OpenAPI description has, and checks each answer
against the schema that stands there; with a token, decides and takes it back too. Usage: validate.py URL [TOKEN]"""

import json
import sys
import urllib.error
import urllib.request

import jsonschema

base = sys.argv[1]
failures = []


def fetch(target, body=None):
    request = urllib.request.Request(base + target)
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
        request.add_header("Authorization", "Bearer " + sys.argv[2])
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers.get_content_type(), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get_content_type(), error.read()


description = json.loads(fetch("/api/v1/openapi.json")[2])

# At least one request for each path; more where answers have members that others lack.
asked = {
    "/api/v1/ask": ["?q=which+models+use+GRPO", "?q=best+MMLU+score", "?q=how+many+models+use+GRPO", "?q=loss+spikes",
                    "?q=average+layers+by+organisation", "?q=how+many+reports+by+year"],
    "/api/v1/search": ["?q=rl.algorithm:GRPO", "?q=loss"],
    "/api/v1/passages": ["?q=loss"],
    "/api/v1/reports": ["", "?limit=1"],
    "/api/v1/reports/{key}": ["lantern.pdf", "harbor.md"],
    "/api/v1/reports/{key}/document": ["lantern.pdf"],
    "/api/v1/reports/{key}/note": ["lantern.pdf", "harbor.md"],
    "/api/v1/models": ["", "?where=params:>=10B"],
    "/api/v1/facts": ["", "?field=layers"],
    "/api/v1/scores": ["?benchmark=MMLU", "?benchmark=MMLU&baselines=true"],
    "/api/v1/benchmarks": [""],
    "/api/v1/compare": ["?name=Lantern-7B&name=Harbor-13B&scores=*"],
    "/api/v1/diff": ["?name=Lantern-7B&name=Harbor-13B"],
    "/api/v1/coverage": ["", "?fields=optimizer", "?section=post"],
    "/api/v1/timeline": ["?field=rl.algorithm", "?field=layers"],
    "/api/v1/charts": ["", "?x=layers&y=score:MMLU"],
    "/api/v1/jobs": [""],
    "/api/v1/export": ["?format=json"],
    "/api/v1/stats": [""],
    "/api/v1/checklist": [""],
    "/api/v1/complete": ["?prefix=opt"],
    "/healthz": [""],
    "/api/v1/review": ["", "?limit=1", "?kind=conflict"],
    "/api/v1/decisions": ["", "?limit=1"],
}
# No JSON, or not to be had from the sample alone: other tests ask for them.
elsewhere = {"/api/v1/reports/{key}/file", "/api/v1/jobs/{id}", "/api/v1/jobs/{id}/events", "/metrics"}
errors = ["/api/v1/ask", "/api/v1/nothing", "/api/v1/reports/nothing.pdf", "/api/v1/search?q=optimzer:x", "/nothing",
          "/api/v1/reports?cursor=zz", "/api/v1/reports?limit=0", "/api/v1/ask?q=a&x=b", "/api/v1/jobs/none"]


def check(target, schema, body=None):
    whole = {"$ref": schema["$ref"], "components": description["components"]}
    status, kind, said = fetch(target, body)
    if kind != "application/json":
        failures.append(f"{target}: {status} {kind}")
        return
    validator = jsonschema.Draft202012Validator(whole)
    for error in validator.iter_errors(json.loads(said)):
        failures.append(f"{target}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")


if len(sys.argv) > 2:
    decided = description["paths"]["/api/v1/decisions"]["post"]["responses"]["201"]["content"]["application/json"]["schema"]
    item = json.loads(fetch("/api/v1/review")[2])["items"][0]
    orders = [{"action": action, "id": item["candidates"][0]["id"], "note": "seen"} for action in ("accept", "reject")]
    orders.append({"action": "set", "report": item["report"], "field": item["field"], "model": item["model"], "values": []})
    for order in orders:
        check("/api/v1/decisions", decided, order)
    last = json.loads(fetch("/api/v1/decisions?limit=1")[2])["decisions"][0]
    check("/api/v1/decisions", decided, {"action": "undo", "number": last["number"]})
    check("/api/v1/decisions", {"$ref": "#/components/schemas/Error"}, {"action": "guess"})

for path, operations in description["paths"].items():
    if "get" not in operations or path in elsewhere:
        continue
    if path not in asked:
        failures.append(f"{path} is described, and not asked for here")
    for rest in asked.get(path, []):
        target = path.replace("{key}", rest) if "{key}" in path else path + rest
        content = operations["get"]["responses"]["200"]["content"]["application/json"]
        if fetch(target)[0] != 200:
            failures.append(f"{target}: {fetch(target)}")
        check(target, content["schema"])
for target in errors:
    check(target, {"$ref": "#/components/schemas/Error"})

# The description is itself sound: its schemas are schemas, what it refers to is there, operations have names of their own.
def references(node):
    if isinstance(node, dict):
        yield from [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        node = list(node.values())
    for one in node if isinstance(node, list) else []:
        yield from references(one)


if not description["openapi"].startswith("3.1."):
    failures.append("this is no OpenAPI 3.1")
for schema in description["components"]["schemas"].values():
    jsonschema.Draft202012Validator.check_schema(schema)
for reference in references(description):
    found = description
    for part in reference.removeprefix("#/").split("/"):
        found = found.get(part, {})
    if not found:
        failures.append(f"{reference} leads nowhere")
names = [operation["operationId"] for operations in description["paths"].values() for operation in operations.values()]
if len(names) != len(set(names)):
    failures.append("two operations have one name")

# Every member says what it means and how long that holds.
for name, schema in description["components"]["schemas"].items():
    for member, about in schema.get("properties", {}).items():
        if about.get("x-stability") not in ("stable", "experimental"):
            failures.append(f"{name}.{member} has no promise of stability")

print("\n".join(failures))
sys.exit(1 if failures else 0)
