// Cloudflare's own local R2 S3 endpoint on a free port of 127.0.0.1; writes its address to the file R2LOCAL_ENDPOINT_FILE.
import { rename, writeFile } from "node:fs/promises";
import { Miniflare } from "miniflare";

const { R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY, R2LOCAL_BUCKETS, R2LOCAL_ENDPOINT_FILE } = process.env;
const s3Credentials = { accessKeyId: R2_ACCESS_KEY_ID, secretAccessKey: R2_SECRET_ACCESS_KEY };
const server = new Miniflare({
  host: "127.0.0.1",
  port: 0,
  modules: true,
  compatibilityDate: "2026-01-01",
  script: "export default { fetch() { return new Response('ok') } }",
  r2Buckets: Object.fromEntries(R2LOCAL_BUCKETS.split(",").map((id) => [id.replaceAll("-", "_"), { id, s3Credentials }])),
  r2Persist: false,
});
const address = await server.ready;
await writeFile(`${R2LOCAL_ENDPOINT_FILE}.new`, new URL("/cdn-cgi/local/r2/s3", address).href);
await rename(`${R2LOCAL_ENDPOINT_FILE}.new`, R2LOCAL_ENDPOINT_FILE);
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, async () => {
    await server.dispose();
    process.exit(0);
  });
}
