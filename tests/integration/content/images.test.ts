import { createRequire } from "node:module";
import { afterAll, beforeAll, expect, it } from "vitest";
import { drawThumbnail, processImage as contract } from "@smartcourse/contracts/content/tasks";
import { objectExists } from "@smartcourse/platform/s3";
import { handler as draw } from "../../../functions/content/draw-thumbnail.ts";
import { handler as extractMaterial } from "../../../functions/content/extract-material.ts";
import { handler as getThumbnail } from "../../../functions/content/get-course-thumbnail.ts";
import { handler as processImage } from "../../../functions/content/process-image.ts";
import { handler as setThumbnail } from "../../../functions/content/set-course-thumbnail.ts";
import { makeCourse, notification, readMaterial } from "../../support/authoring.ts";
import { call } from "../../support/call.ts";
import { type Person, registerAndLogin } from "../../support/people.ts";
import { queuedFor } from "../../support/queued-for.ts";
import { type ScratchPlatform, openScratchPlatform } from "../../support/scratch-platform.ts";
import { announceFile, materialRow, postForm, processedEvents } from "./fixtures.ts";

const root = new URL("../../../", import.meta.url).pathname;
const sharp = createRequire(`${root}packages/platform/src/images.ts`)("sharp");

let platform: ScratchPlatform;
let ada: Person;
let eve: Person;
let course: number;

beforeAll(async () => {
  platform = await openScratchPlatform();
  [ada, eve] = [await registerAndLogin("instructor"), await registerAndLogin("instructor")];
  course = await makeCourse(ada, "Bees & <wasps>");
});
afterAll(() => platform.close());

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 120, b: 20 } } });

/** Uploads a picture and processes it; twice over, as it may happen. */
async function add(bytes: Uint8Array, content_type: string) {
  const material = await announceFile(ada, course, { content_type, size_bytes: bytes.length });
  await postForm(material.upload, bytes);
  const { upload_key } = await materialRow(material.id);
  const arrived = notification(upload_key, bytes.length);
  await extractMaterial(arrived);
  await extractMaterial(arrived);
  for (const message of await queuedFor(contract, `material:${material.id}`)) {
    expect(await processImage(message)).toEqual({ batchItemFailures: [] });
  }
  await extractMaterial(arrived);
  return readMaterial(ada, course, material.id);
}
const shown = async (url: string) => {
  const reply = await fetch(url);
  return sharp(Buffer.from(await reply.arrayBuffer())).metadata();
};

it.each([
  ["image/png", () => picture(3000, 1500).png()],
  ["image/jpeg", () => picture(3000, 1500).jpeg()],
  ["image/webp", () => picture(3000, 1500).webp()],
  ["image/gif", () => picture(3000, 1500).gif()],
  ["image/avif", () => picture(3000, 1500).avif({ effort: 0 })],
])("makes WebP and thumbnails of %s", async (type, make) => {
  const found = await add(await make().toBuffer(), type);
  expect(found).toMatchObject({
    status: "ready",
    progress: 100,
    width: 3000,
    height: 1500,
    chunk_count: 0,
    warnings: [],
  });
  expect(
    found.files.map((file: { kind: string; width: number; height: number }) => [
      file.kind,
      file.width,
      file.height,
    ]),
  ).toEqual([
    ["image", 2000, 1000],
    ["thumbnail", 320, 160],
    ["thumbnail", 640, 320],
  ]);
  expect(await shown(found.files[1].url)).toMatchObject({ format: "webp", width: 320, height: 160 });
});

it("turns a photograph upright and keeps nothing of what the camera wrote", async () => {
  const photograph = await picture(400, 200)
    .withExif({ IFD0: { Make: "Secret Camera" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const found = await add(photograph, "image/jpeg");
  expect(found).toMatchObject({ status: "ready", width: 200, height: 400 });
  const main = await shown(found.files[0].url);
  expect(main).toMatchObject({ width: 200, height: 400 });
  expect(main.exif).toBeUndefined();
});

it("keeps an animation, with still thumbnails", async () => {
  const frames = Buffer.concat([Buffer.alloc(300 * 100 * 3, 10), Buffer.alloc(300 * 100 * 3, 200)]);
  const gif = await sharp(frames, { raw: { width: 300, height: 200, channels: 3, pageHeight: 100 } })
    .gif({ delay: [100, 100] })
    .toBuffer();
  const found = await add(gif, "image/gif");
  expect(found).toMatchObject({ status: "ready", width: 300, height: 100 });
  expect(await shown(found.files[0].url)).toMatchObject({ pages: 2 });
  expect((await shown(found.files[2].url)).pages ?? 1).toBe(1);
});

it("announces a picture once", async () => {
  const own = await processedEvents(course);
  const ids = own.map(({ material_id }) => material_id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(7);
});

it.each([
  [
    "is another format",
    "image/png",
    () => picture(10, 10).jpeg().toBuffer(),
    /uploaded as image\/png, but it is jpeg/,
  ],
  ["is no picture", "image/png", () => Promise.resolve(Buffer.from("no picture at all")), /cannot be read/],
  [
    "is cut off",
    "image/png",
    async () => {
      const whole: Buffer = await sharp({
        create: { width: 500, height: 500, channels: 3, noise: { type: "gaussian", mean: 128, sigma: 60 } },
      })
        .png()
        .toBuffer();
      return whole.subarray(0, whole.length / 2);
    },
    /cannot be read/,
  ],
  [
    "would unpack to too much",
    "image/png",
    () => picture(12_000, 12_000).png({ compressionLevel: 1 }).toBuffer(),
    /12000 × 12000 pixels/,
  ],
])("refuses a file that %s, tells why, and removes it", async (_, type, make, reason) => {
  const found = await add(await make(), type);
  expect(found).toMatchObject({ status: "failed", retry: "upload" });
  expect(found.reason).toMatch(reason);
  expect(await objectExists((await materialRow(found.id)).upload_key)).toBe(false);
});

it("draws a course's picture, shows it to whoever may see the course, and another that is chosen", async () => {
  process.env["LAMBDA_TASK_ROOT"] = `${root}.build/functions/content-draw-thumbnail`;
  const ask = (by?: Person) => call(getThumbnail, { params: { id: course }, token: by?.token });
  expect(await ask(ada)).toMatchObject({ status: 404, body: { code: "course.no_thumbnail" } });
  const [message] = await queuedFor(drawThumbnail, `course:${course}`);
  if (message === undefined) throw new Error("No picture was asked for");
  expect(await draw(message)).toEqual({ batchItemFailures: [] });
  expect(await draw(message)).toEqual({ batchItemFailures: [] });
  const drawn = await ask(ada);
  expect(drawn.status).toBe(302);
  expect(await shown(drawn.headers["location"] ?? "")).toMatchObject({
    format: "webp",
    width: 640,
    height: 360,
  });
  expect(await ask(eve)).toMatchObject({ status: 404, body: { code: "course.not_found" } });
  expect(await ask()).toMatchObject({ status: 404 });
  const image = await add(await picture(800, 400).png().toBuffer(), "image/png");
  const choose = (material_id: number | null) =>
    call(setThumbnail, { params: { id: course }, body: { material_id }, token: ada.token });
  expect(await choose(image.id)).toMatchObject({ status: 200, body: { material_id: image.id } });
  expect(await shown((await ask(ada)).headers["location"] ?? "")).toMatchObject({ width: 640, height: 320 });
  expect(await choose(2_000_000_000)).toMatchObject({ status: 404 });
  await choose(null);
  expect(await shown((await ask(ada)).headers["location"] ?? "")).toMatchObject({ width: 640, height: 360 });
});
