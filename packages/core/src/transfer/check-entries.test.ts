import { expect, it } from "vitest";
import { type RawEntry, archiveLimits, entryErrors } from "./check-entries.ts";

let offset = 0;
const entry = (path: string, more: Partial<RawEntry> = {}): RawEntry => {
  offset += 2_000_000;
  const common = { kind: "file", size: 10, packed_size: 8, is_encrypted: false, can_be_read: true } as const;
  return { path, offset, ...common, ...more };
};
const codes = (...entries: RawEntry[]) => entryErrors(entries).map(({ field, code }) => `${field} ${code}`);

it("finds nothing wrong with files, folders and names in any script", () => {
  expect(
    codes(entry("a/", { kind: "folder" }), entry("a/b.md"), entry("a/été ✓.md"), entry("a..b/c")),
  ).toEqual([]);
});

it.each([
  "../up.md",
  "a/../../up.md",
  "/etc/passwd",
  "C:/windows",
  "a//b",
  "./a",
  "a/./b",
  "a\\b",
  "a\u0000b",
  "",
])("refuses the path %j", (path) => {
  expect(entryErrors([entry(path)])).toMatchObject([{ code: "path" }]);
});

it("refuses links, devices, passwords and other ways of packing, each by its name", () => {
  expect(
    codes(
      entry("link", { kind: "link" }),
      entry("device", { kind: "other" }),
      entry("secret", { is_encrypted: true }),
      entry("odd", { can_be_read: false }),
    ),
  ).toEqual(["link link", "device special", "secret encrypted", "odd method"]);
});

it("refuses bombs: by one file, by all together, by repeating, by sharing bytes", () => {
  const mebibyte = 1024 ** 2;
  expect(codes(entry("zeros", { size: 400 * mebibyte, packed_size: mebibyte }))).toEqual(["zeros bomb"]);
  expect(codes(entry("small", { size: mebibyte, packed_size: 1 }))).toEqual([]);
  const half = { size: archiveLimits.bytes / 2 + 1, packed_size: 100 * mebibyte };
  const apart = (path: string, at: number) => entry(path, { ...half, offset: at * 1000 * mebibyte });
  expect(codes(apart("a", 1), apart("b", 2))).toEqual(["archive too_large"]);
  expect(codes(entry("a"), entry("a"))).toEqual(["a repeated"]);
  expect(codes(entry("a", { offset: 0, packed_size: 500 }), entry("b", { offset: 100 }))).toEqual([
    "b overlap",
  ]);
});
