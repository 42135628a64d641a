import { expect, it } from "vitest";
import { detectContainer, isDeclared } from "./container-format.ts";
import { readProbe } from "./probe-video.ts";
import { readPartList } from "./take-from-video.ts";

const disposition = { default: 0, attached_pic: 0 };
const picture = { index: 0, codec_type: "video", codec_name: "h264", width: 640, height: 360, disposition };
const subtitles = (index: number, codec_name: string, isDefault = 0) => ({
  index,
  codec_type: "subtitle",
  codec_name,
  disposition: { ...disposition, default: isDefault },
});

it("takes the subtitles that are shown by default, of those that are text", () => {
  const streams = [
    picture,
    subtitles(1, "hdmv_pgs_subtitle", 1),
    subtitles(2, "subrip"),
    subtitles(3, "ass", 1),
  ];
  expect(readProbe({ streams, format: { duration: "12.3456" } }, "matroska")).toMatchObject({
    duration_seconds: 12.346,
    subtitle_index: 3,
    has_audio: false,
    has_drawn_subtitles: false,
  });
  const drawn = { streams: [picture, subtitles(1, "hdmv_pgs_subtitle")], format: { duration: "1" } };
  expect(readProbe(drawn, "matroska")).toMatchObject({ subtitle_index: null, has_drawn_subtitles: true });
});

it.each([
  ["no picture but a cover", [{ ...picture, disposition: { ...disposition, attached_pic: 1 } }], "9"],
  ["no duration", [picture], undefined],
])("knows a file with %s for no video", (_, streams, duration) => {
  expect(readProbe({ streams, format: { duration } }, "mov")).toBeUndefined();
});

it("tells containers by their first bytes", () => {
  expect(detectContainer(Buffer.from("\0\0\0\x20ftypisom"))).toBe("mov");
  expect(detectContainer(Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3))).toBe("matroska");
  expect(detectContainer(Buffer.from("#EXTM3U\n#EXTINF"))).toBeUndefined();
  expect([isDeclared("mov", "video/quicktime"), isDeclared("mov", "video/webm")]).toEqual([true, false]);
});

it("reads where the parts of a sound begin", () => {
  expect(readPartList("part-0000.m4a,0.000000,600.064000\npart-0001.m4a,600.064000,700.1\n")).toEqual([
    { name: "part-0000.m4a", start_seconds: 0 },
    { name: "part-0001.m4a", start_seconds: 600.064 },
  ]);
});
