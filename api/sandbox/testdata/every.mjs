// Makes every call of the API with what Node has built in: fetch, FormData,
// Blob. Run by node_test.go: every.mjs BASE KEY PICTURE MASK. Prints a line of
// JSON for each answer.
import { readFile } from "node:fs/promises";
import { createHash } from "node:crypto";

const [base, key, picture, mask] = process.argv.slice(2);
const bearer = { Authorization: `Bearer ${key}` };
const file = async (path) => new Blob([await readFile(path)], { type: "image/png" });

async function report(call, response) {
  const bytes = Buffer.from(await response.arrayBuffer());
  console.log(JSON.stringify({
    call,
    status: response.status,
    type: response.headers.get("content-type"),
    sha256: createHash("sha256").update(bytes).digest("hex"),
    head: bytes.subarray(0, 12).toString("hex"),
  }));
  return bytes;
}

function form(fields) {
  const f = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Blob) f.append(name, value, `${name}.png`);
    else f.append(name, value);
  }
  return f;
}

const post = (path, fields, headers = bearer) =>
  fetch(base + path, { method: "POST", headers, body: form(fields) });

async function finished(id, address) {
  for (;;) {
    const response = await fetch(base + address(id), { headers: bearer });
    const body = await response.json();
    const link = [body.video.url.generation].flat()[0];
    if (link) return link;
    await new Promise((next) => setTimeout(next, 10));
  }
}

const image = await file(picture);
const black = await file(mask);
const prompt = "a red fox in the snow";
const pictures = [
  ["text-to-image", "/image/generations", { prompt, style: "flux-dev", aspect_ratio: "3:2", seed: "7" }],
  ["text-to-png", "/image/generations/transparent", { prompt, aspect_ratio: "9:16", seed: "7" }],
  ["remove-background", "/image/background/remover", { image }],
  ["upscale", "/image/enhance", { image }],
  ["generative-fill", "/image/edits/generative-fill", { prompt: "a green apple", image, mask: black }],
  ["resize", "/image/edits/ai-resize", { prompt: "more of it", image, mask: black }],
  ["retouch", "/image/edits/remove", { image, mask: black }],
  ["ai-background", "/image/generations/ai-background", { prompt: "a beach", image, seed: "12" }],
];
for (const [call, path, fields] of pictures) await report(call, await post(path, fields));

const film = { prompt: "waves", style: "kling-1.0-pro", aspect_ratio: "16:9" };
for (const [call, path, fields] of [
  ["text-to-video", "/video/text-to-video", film],
  ["image-to-video", "/video/image-to-video", { ...film, file: image }],
]) {
  const { id } = JSON.parse(await report(call, await post(path, fields)));
  for (const address of [(i) => `/video/${i}/status`, (i) => `/assets/${i}/status`, (i) => `/video/status/${i}`]) {
    const link = await finished(id, address);
    await report(`${call} film`, await fetch(link));
    await report(`video-status ${call}`, await fetch(base + address(id), { headers: bearer }));
  }
  await report(`video-delete ${call}`, await fetch(`${base}/video/delete/${id}`, { method: "DELETE", headers: bearer }));
  await report(`${call} gone`, await fetch(`${base}/video/${id}/status`, { headers: bearer }));
}

await report("no key", await post("/image/generations", { prompt }, {}));
await report("unknown style", await post("/image/generations", { prompt, style: "digital-art" }));
