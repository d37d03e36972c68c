// Checks manifests against the API's own schemas, as kubeconform -strict does:  node manifests.cjs <node_modules> <files…>
// The npm package kubernetes-models has them, compiled from Kubernetes' OpenAPI document. They pass over what they do not know, as a typo is; so every field that no schema has read is refused.
const { join } = require('node:path');
const { readFileSync } = require('node:fs');
const [modules, ...files] = process.argv.slice(2);
const yaml = require(join(modules, 'yaml'));

// An object that notes which of its fields are read.
function watched(value, path, unread) {
  if (value === null || typeof value !== 'object') return value;
  const copy = Array.isArray(value) ? [] : {};
  for (const key of Object.keys(value)) {
    copy[key] = watched(value[key], `${path}/${key}`, unread);
    if (!Array.isArray(value)) unread.add(`${path}/${key}`);
  }
  return new Proxy(copy, { get(target, key) { unread.delete(`${path}/${String(key)}`); return target[key]; } });
}

function refusals(document) {
  const { apiVersion, kind } = document;
  const Model = require(join(modules, 'kubernetes-models', apiVersion.includes('/') ? apiVersion : apiVersion))[kind];
  if (!Model) return [`there is no ${kind} in ${apiVersion}`];
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0].split('.')[0] : 'core';
  const title = text => text[0].toUpperCase() + text.slice(1);
  const { validate } = require(join(modules, 'kubernetes-models/_schemas', `IoK8sApi${title(group)}${title(apiVersion.split('/').pop())}${kind}`));
  const unread = new Set();
  validate(watched(document, '', unread));
  return [...(validate.errors ?? []).map(e => `${e.instancePath}: ${e.keyword} ${JSON.stringify(e.params)}`), ...[...unread].map(path => `${path}: no such field`)];
}

let failed = 0;
for (const file of files) {
  for (const parsed of yaml.parseAllDocuments(readFileSync(file, 'utf8'))) {
    const document = parsed.toJS();
    for (const refusal of [...parsed.errors.map(String), ...refusals(document)]) {
      failed++;
      console.log(`${file}: ${refusal}`);
    }
    // Whether this check sees: the same with a typo, and without what is required.
    const typo = { ...document, metadata: { ...document.metadata, nmae: 'x' } };
    if (refusals(typo).length === 0 || refusals({ ...document, kind: undefined }).length === 0) {
      failed++;
      console.log(`${file}: a typo is not seen`);
    }
  }
}
process.exit(failed ? 1 : 0);
