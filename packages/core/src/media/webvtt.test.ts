import { expect, it } from "vitest";
import { toWebVtt } from "./webvtt.ts";

it("writes cues in the order of their time, with what WebVTT would take for markup escaped", () => {
  const vtt = toWebVtt([
    { start_seconds: 3725.5, end_seconds: 3726, text: " a < b\n& c " },
    { start_seconds: 0.0004, end_seconds: 0, text: "first" },
    { start_seconds: 5, end_seconds: 6, text: "  " },
  ]);
  expect(vtt).toBe(
    "WEBVTT\n\n00:00:00.000 --> 00:00:00.001\nfirst\n\n01:02:05.500 --> 01:02:06.000\na &lt; b &amp; c\n",
  );
});
