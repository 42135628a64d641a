import { describe, expect, it } from "vitest";
import { bytesField, concat, floatField, intField, varint } from "./protobuf.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("protobuf", () => {
  it("writes varints as the encoding guide shows them", () => {
    expect(hex(varint(1))).toBe("01");
    expect(hex(varint(150))).toBe("9601");
    expect(hex(varint(-1))).toBe("ffffffffffffffffff01");
    expect(hex(varint(90_868_376))).toBe("9895aa2b");
  });

  it("writes fields with their number and wire type", () => {
    expect(hex(intField(1, 150))).toBe("089601");
    expect(hex(bytesField(2, "testing"))).toBe("120774657374696e67");
    expect(hex(floatField(2, 1))).toBe("150000803f");
    expect(hex(bytesField(3, concat(intField(1, 1), intField(2, 2))))).toBe("1a0408011002");
  });
});
