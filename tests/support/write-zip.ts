import { crc32, deflateRawSync } from "node:zlib";

export interface ZipPart {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** What the archive says of the part, where that is to be a lie. */
  readonly says?: { readonly size?: number; readonly checksum?: number; readonly encrypted?: boolean };
}

/** A ZIP of these parts, deflated. */
export function writeZip(parts: readonly ZipPart[]): Uint8Array {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, content, says = {} } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const name = Buffer.from(path);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(says.encrypted === true ? 0x801 : 0x800, 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(says.checksum ?? crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(says.size ?? bytes.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const file = Buffer.concat([Buffer.from("PK\x03\x04"), facts, name, packed]);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\0"), facts, place, name]));
    files.push(file);
    offset += file.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return new Uint8Array(Buffer.concat([...files, list, Buffer.from("PK\x05\x06"), end]));
}

const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const type = "application/vnd.openxmlformats-officedocument.wordprocessingml";

export interface DocxParts {
  /** What stands in the body, in WordprocessingML with the prefix "w:". */
  readonly body: string;
  readonly styles?: string;
  readonly numbering?: string;
  readonly footnotes?: string;
  readonly mainType?: string;
  readonly more?: readonly ZipPart[];
}

/** A Word document of these parts. */
export function writeDocx(given: DocxParts): Uint8Array {
  const { body, mainType = `${type}.document.main+xml`, more = [] } = given;
  const optional = (["styles", "numbering", "footnotes"] as const).filter(
    (part) => given[part] !== undefined,
  );
  const overrides = optional.map(
    (part) => `<Override PartName="/word/${part}.xml" ContentType="${type}.${part}+xml"/>`,
  );
  const types =
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    `<Override PartName="/word/document.xml" ContentType="${mainType}"/>${overrides.join("")}</Types>`;
  return writeZip([
    { path: "[Content_Types].xml", content: types },
    {
      path: "word/document.xml",
      content: `<w:document xmlns:w="${word}"><w:body>${body}</w:body></w:document>`,
    },
    ...optional.map((part) => ({
      path: `word/${part}.xml`,
      content: `<w:${part} xmlns:w="${word}">${given[part]}</w:${part}>`,
    })),
    ...more,
  ]);
}
