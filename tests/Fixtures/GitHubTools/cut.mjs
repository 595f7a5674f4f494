// Cuts GitHub's description of its API (npm @octokit/openapi 23.0.2, generated/api.github.com.json, MIT licence) to what publishing asks:
//   node cut.mjs api.github.com.json >github-releases.json
// Paths get the prefixes of an Enterprise server, so that one proxy can stand before both hosts; examples and documentation are left out.
import { readFileSync } from "node:fs";

const repository = "/repos/{owner}/{repo}";
const used = {
  "/releases": ["get", "post"],
  "/releases/latest": ["get"],
  "/releases/generate-notes": ["post"],
  "/releases/tags/{tag}": ["get"],
  "/releases/{release_id}": ["get", "patch", "delete"],
  "/releases/{release_id}/assets": ["get", "post"],
  "/releases/assets/{asset_id}": ["get", "patch", "delete"],
  "/immutable-releases": ["get"],
  "/git/ref/{ref}": ["get"],
  "/git/refs": ["post"],
  "/git/refs/{ref}": ["delete"],
  "/git/tags/{tag_sha}": ["get"],
  "/statuses/{sha}": ["post"],
  "/commits/{ref}/statuses": ["get"],
  "/milestones": ["get"],
  "/milestones/{milestone_number}": ["patch"],
};
const left = new Set(["example", "examples", "x-github", "externalDocs", "servers", "tags", "callbacks"]);
const whole = JSON.parse(readFileSync(process.argv[2], "utf8"));
const components = {};

// Only schemas have properties whose names are data; "description" there may be a property as well.
function cut(node, isMap = false) {
  if (Array.isArray(node)) return node.map((item) => cut(item));
  if (node === null || typeof node !== "object") return node;
  if (typeof node.$ref === "string") keep(node.$ref);
  const kept = {};
  for (const [name, value] of Object.entries(node)) {
    if (!isMap && (left.has(name) || (name === "description" && typeof value === "string"))) continue;
    kept[name] = cut(value, !isMap && ["properties", "responses", "headers", "patternProperties"].includes(name));
  }
  // GitHub answers application/json to both; clients say the second.
  if (kept.content?.["application/json"]) kept.content["application/vnd.github+json"] = kept.content["application/json"];
  // An asset has the content type of its own and any content; the description says a string of application/octet-stream.
  if (kept.requestBody?.content?.["application/octet-stream"]) kept.requestBody.content = { "*/*": { schema: {} } };
  return kept;
}

function keep(reference) {
  const [, , kind, name] = reference.split("/");
  components[kind] ??= {};
  if (components[kind][name]) return;
  components[kind][name] = {};
  Object.assign(components[kind][name], cut(whole.components[kind][name]));
}

// OpenAPI requires a description of every response.
function describe(operation) {
  for (const response of Object.values(operation.responses)) if (!response.$ref) response.description = "";
  return operation;
}

const paths = {};
for (const [path, methods] of Object.entries(used)) {
  for (const method of methods) {
    const prefix = path.endsWith("/assets") && method === "post" ? "/api/uploads" : "/api/v3";
    const operation = whole.paths[repository + path]?.[method];
    if (!operation) throw new Error(`no ${method} ${path}`);
    // A reference has slashes, which a parameter of OpenAPI cannot have; all of ours are tags.
    (paths[prefix + repository + path.replace(/^(.git.refs?.)\{ref\}/, "$1tags/{ref}")] ??= {})[method] = describe(cut(operation));
  }
}
for (const response of Object.values(components.responses ?? {})) response.description = "";
const { openapi, info } = whole;
console.log(JSON.stringify({ openapi, info: { title: info.title, version: info.version, license: info.license }, paths, components }, null, 1));
