import { bytesField, concat, floatField, intField } from "./protobuf.ts";
import type { StoredTensor } from "./safetensors.ts";

/** An integer, a list of integers, or a float (which must say so: JavaScript cannot tell 1.0 from 1). */
export type Attribute = number | readonly number[] | { readonly float: number };

const elementType = { float: 1, int64: 7, bool: 9 } as const;
export type ElementType = keyof typeof elementType;

/** Numbers of the fields in onnx.proto, and of the enumerations used here. */
const attributeKind = { float: 1, int: 2, ints: 7 } as const;
const external = 1;
const irVersion = 10;
/** The first operator set that has Attention. */
const operatorSet = 23;

/**
 * Collects nodes, constants and weights of an ONNX graph and writes the model. Values are named by strings: each
 * method returns the name of what it made. The weights stay in their file, as ONNX external data: nothing is copied.
 */
export class OnnxGraph {
  readonly #weightsFile: string;
  readonly #tensors: ReadonlyMap<string, StoredTensor>;
  readonly #nodes: Uint8Array[] = [];
  readonly #initializers = new Map<string, Uint8Array>();
  readonly #interface: Uint8Array[] = [];

  constructor(weightsFile: string, tensors: ReadonlyMap<string, StoredTensor>) {
    this.#weightsFile = weightsFile;
    this.#tensors = tensors;
  }

  /** A weight by its name in the file. Throws where it is missing or not 32-bit floats. */
  weight(name: string): string {
    const tensor = this.#tensors.get(name);
    if (tensor?.dtype !== "F32") throw new Error(`The weights have no 32-bit float tensor ${name}`);
    const place = [
      ["location", this.#weightsFile],
      ["offset", String(tensor.offset)],
      ["length", String(tensor.length)],
    ] as const;
    const bytes = concat(
      ...tensor.shape.map((size) => intField(1, size)),
      intField(2, elementType.float),
      bytesField(8, name),
      ...place.map(([key, value]) => bytesField(13, concat(bytesField(1, key), bytesField(2, value)))),
      intField(14, external),
    );
    this.#initializers.set(name, bytes);
    return name;
  }

  /** Constant integers: a scalar, or a vector of them. */
  integers(value: number | readonly number[]): string {
    const name = `constant_${this.#initializers.size}`;
    const values = typeof value === "number" ? [value] : value;
    const shape = typeof value === "number" ? [] : [values.length];
    const bytes = concat(
      ...shape.map((size) => intField(1, size)),
      intField(2, elementType.int64),
      bytesField(8, name),
      bytesField(9, new Uint8Array(new BigInt64Array(values.map(BigInt)).buffer)),
    );
    this.#initializers.set(name, bytes);
    return name;
  }

  /** Applies an operator and names its one result. */
  apply(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    result = `value_${this.#nodes.length}`,
  ): string {
    const node = concat(
      ...inputs.map((input) => bytesField(1, input)),
      bytesField(2, result),
      bytesField(4, operator),
      ...Object.entries(attributes).map(([name, value]) => bytesField(5, attribute(name, value))),
    );
    this.#nodes.push(node);
    return result;
  }

  /** Declares an input of the model; a string in `shape` names a size that is known at run time. */
  input(name: string, type: ElementType, shape: readonly (number | string)[]): string {
    this.#interface.push(bytesField(11, valueInfo(name, type, shape)));
    return name;
  }

  output(name: string, type: ElementType, shape: readonly (number | string)[]): void {
    this.#interface.push(bytesField(12, valueInfo(name, type, shape)));
  }

  /** The model, ready for a runtime. */
  toBytes(name: string): Uint8Array {
    const graph = concat(
      ...this.#nodes.map((node) => bytesField(1, node)),
      bytesField(2, name),
      ...[...this.#initializers.values()].map((tensor) => bytesField(5, tensor)),
      ...this.#interface,
    );
    const operators = concat(bytesField(1, ""), intField(2, operatorSet));
    return concat(
      intField(1, irVersion),
      bytesField(2, name),
      bytesField(7, graph),
      bytesField(8, operators),
    );
  }
}

/** The number by which Cast names a type. */
export function castTo(type: ElementType): number {
  return elementType[type];
}

function attribute(name: string, value: Attribute): Uint8Array {
  if (typeof value === "number")
    return concat(bytesField(1, name), intField(3, value), intField(20, attributeKind.int));
  if ("float" in value)
    return concat(bytesField(1, name), floatField(2, value.float), intField(20, attributeKind.float));
  const items = value.map((item) => intField(8, item));
  return concat(bytesField(1, name), ...items, intField(20, attributeKind.ints));
}

function valueInfo(name: string, type: ElementType, shape: readonly (number | string)[]): Uint8Array {
  const dimensions = shape.map((size) =>
    bytesField(1, typeof size === "number" ? intField(1, size) : bytesField(2, size)),
  );
  const tensorType = concat(intField(1, elementType[type]), bytesField(2, concat(...dimensions)));
  return concat(bytesField(1, name), bytesField(2, bytesField(1, tensorType)));
}
