import fc from "fast-check";
import { expect, it } from "vitest";
import { maximumBytes } from "@smartcourse/contracts/content/schemas";
import { partBytes, planParts } from "./upload-parts.ts";

it("cuts a file into parts that S3 takes and that are the file together", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: maximumBytes("video/mp4") }), (size) => {
      const { part_count } = planParts(size);
      const parts = Array.from({ length: part_count }, (_, index) => partBytes(size, index + 1));
      expect(parts.reduce((sum, bytes) => sum + bytes, 0)).toBe(size);
      expect(parts.length).toBeLessThanOrEqual(200);
      expect(Math.min(...parts)).toBeGreaterThan(0);
      for (const bytes of parts.slice(0, -1)) expect(bytes).toBeGreaterThanOrEqual(5 * 1024 * 1024);
    }),
  );
});
