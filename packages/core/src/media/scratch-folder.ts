import { mkdtemp, readdir, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const prefix = "smartcourse-video-";
/** What the files of one video may come to, with room to spare. */
const neededBytes = 1.5 * 1024 ** 3;
/** Names of the folders that this process works in. */
const ours = new Set<string>();

/** Runs `work` with an empty folder that is gone afterwards. Throws where the disk has no room. */
export async function withScratchFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  await removeAbandoned();
  const { bavail, bsize } = await statfs(tmpdir());
  if (bavail * bsize < neededBytes)
    throw new Error("There is too little room on the disk to take a video apart");
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  ours.add(basename(folder));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    ours.delete(basename(folder));
  }
}

/** The folders of processes that were killed. One that is started again in its container may have the same number. */
async function removeAbandoned(): Promise<void> {
  const folders = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix));
  const abandoned = folders.filter((name) => !isInUse(name));
  await Promise.all(abandoned.map((name) => rm(join(tmpdir(), name), { recursive: true, force: true })));
}

function isInUse(name: string): boolean {
  const pid = Number(name.slice(prefix.length).split("-")[0]);
  return pid === process.pid ? ours.has(name) : isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
