/**
 * Builds the programs of the offline page into the Python package: one script, one style,
 * what they are made of (MANIFEST.json) and the licences (THIRD_PARTY_LICENSES.txt): that of each
 * package, the notices inside its code, and those of notices/, which its code has lost.
 * The same sources and versions give the same bytes. Another folder can be named.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] || join(here, "../graph/mandategraph/export/offline/static");
const shared = { bundle: true, write: false, minify: true, legalComments: "external", absWorkingDir: here, logLevel: "warning" };

const script = await build({ ...shared, entryPoints: ["src/main.js"], outfile: "offline.js", format: "iife", target: "es2022", charset: "ascii", metafile: true });
const style = await build({ ...shared, entryPoints: ["src/offline.css"], outfile: "offline.css", charset: "ascii", target: ["chrome111", "firefox115", "safari16.4"] });

const packages = new Set(Object.keys(script.metafile.inputs)
  .map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter(Boolean));
const read = (name, file) => readFileSync(join(here, "node_modules", name, file), "utf8");
const about = (name) => JSON.parse(read(name, "package.json"));
const bundled = [...packages].sort().map((name) => ({ package: name, version: about(name).version, licence: about(name).license }));
const licences = bundled.map(({ package: name, version, licence }) => `${name} ${version} (${licence})\n\n${read(name, "LICENSE").trim()}\n`);

const made = (result, ending) => result.outputFiles.find(({ path }) => path.endsWith(ending));
const notices = [script, style].map((result) => made(result, ".LEGAL.txt")?.text.trim()).filter(Boolean);
if (notices.length) licences.push(`${notices.join("\n\n")}\n`);
const lost = join(here, "notices");
for (const file of readdirSync(lost).sort()) licences.push(readFileSync(join(lost, file), "utf8"));

const files = { "offline.js": made(script, ".js").contents, "offline.css": made(style, ".css").contents };
const own = Object.entries(script.metafile.outputs).find(([path]) => path.endsWith(".js"))[1].inputs;
const ownBytes = Object.entries(own).filter(([path]) => !path.includes("node_modules")).reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
const manifest = {
  built_with: `esbuild ${about("esbuild").version}`,
  files: Object.entries(files).map(([file, bytes]) => ({ file, sha256: createHash("sha256").update(bytes).digest("hex") })),
  own_bytes: ownBytes,
  packages: bundled,
};
mkdirSync(target, { recursive: true });
for (const [file, bytes] of Object.entries(files)) writeFileSync(join(target, file), bytes);
writeFileSync(join(target, "MANIFEST.json"), `${JSON.stringify(manifest, null, 2)}\n`);
writeFileSync(join(target, "THIRD_PARTY_LICENSES.txt"), licences.join("\n"));
