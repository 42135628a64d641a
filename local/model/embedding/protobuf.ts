/** The three protobuf wire types that an ONNX model needs, so that no protobuf library is needed to write one. */

export function concat(...parts: Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

/** Base-128 varint; a negative number is written in two's complement over 64 bits, as int64 fields are. */
export function varint(value: number): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

export function intField(field: number, value: number): Uint8Array {
  return concat(varint(field << 3), varint(value));
}

export function floatField(field: number, value: number): Uint8Array {
  return concat(varint((field << 3) | 5), new Uint8Array(new Float32Array([value]).buffer));
}

/** A string, bytes, or an embedded message. */
export function bytesField(field: number, value: Uint8Array | string): Uint8Array {
  const bytes = typeof value === "string" ? Buffer.from(value) : value;
  return concat(varint((field << 3) | 2), varint(bytes.length), bytes);
}
