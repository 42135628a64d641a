// What `npm start`, `npm test`, `npm run stop` and `npm run reset` run: checks what must be on the machine, installs the
// packages where they are not yet as the lockfile has them, and hands over to local/<command>.ts under Node 24.
// Plain JavaScript without packages: it has to run on the machine's own Node, 20 or later, in an empty checkout.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command = "start", ...args] = process.argv.slice(2);
const stamp = join(root, "node_modules", ".smartcourse-installed");

/** One line for each thing that is missing, saying what to do about it. */
function missingPrerequisites() {
  const checks = [nodeIsMissing];
  const startsServices = command === "start" || command === "test";
  if (startsServices && !args.includes("--docker")) {
    checks.push(
      platformIsUnknown,
      pythonIsMissing,
      javaIsMissing,
      mavenIsMissing,
      libraryIsMissing,
      setprivIsMissing,
    );
  }
  return checks.map((check) => check()).filter((line) => line !== undefined);
}

function nodeIsMissing() {
  const major = Number(process.versions.node.split(".")[0]);
  return major >= 20
    ? undefined
    : `Node 20 or later (this is ${process.versions.node}): install it from nodejs.org.`;
}

function platformIsUnknown() {
  if (process.platform === "linux" && process.arch === "x64") return undefined;
  return `Linux on x64 (this is ${process.platform} on ${process.arch}): elsewhere use Docker: npm start -- --docker`;
}

function pythonIsMissing() {
  const question = "import sys, pip; sys.exit(sys.version_info < (3, 11))";
  const names = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python"];
  if (names.some((name) => spawnSync(name, ["-c", question]).status === 0)) return undefined;
  return "Python 3.11 or later with pip: install it (Debian, Ubuntu: apt install python3 python3-pip).";
}

function javaIsMissing() {
  const { stderr } = spawnSync("java", ["-version"], { encoding: "utf8" });
  const [, version = "0"] = /version "(\d+)/.exec(stderr ?? "") ?? [];
  if (Number(version) >= 17) return undefined;
  return "Java 17 or later, for Kafka: install it (Debian, Ubuntu: apt install openjdk-17-jre-headless).";
}

function mavenIsMissing() {
  if (isOnPath("mvn")) return undefined;
  return "Maven, which fetches Kafka: install it (Debian, Ubuntu: apt install maven).";
}

function libraryIsMissing() {
  const { stdout } = spawnSync("/sbin/ldconfig", ["-p"], { encoding: "utf8" });
  if (!stdout || stdout.includes("libcurl.so.4 ")) return undefined; // not to be asked, or there
  return "libcurl 4, for MongoDB: install it (Debian, Ubuntu: apt install libcurl4).";
}

function setprivIsMissing() {
  if (process.getuid?.() !== 0 || isOnPath("setpriv")) return undefined;
  return "setpriv, for PostgreSQL does not run as root: install it (apt install util-linux), or be another user.";
}

function isOnPath(program) {
  return (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, program)));
}

/** A digest of all that decides which packages are installed. */
function wantedPackages() {
  const hash = createHash("sha256");
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"])
    hash.update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

async function installPackages() {
  const wanted = wantedPackages();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const { config, packageManager = `pnpm@${config.pnpm}` } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  console.log(`Installing packages with ${packageManager} …`);
  const install = ["--yes", packageManager, "install", "--frozen-lockfile", "--reporter=append-only"];
  const { code, output } = await runQuietly("npx", install);
  if (code !== 0)
    throw new Error(`The packages cannot be installed:\n${output.trim().split("\n").slice(-15).join("\n")}`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Runs a program out of sight, but for a line every five seconds on how far it is. */
function runQuietly(program, programArgs) {
  return new Promise((resolve, reject) => {
    // pnpm asks before it replaces what another version of it installed, unless it knows that nobody is there to answer.
    const child = spawn(program, programArgs, {
      cwd: root,
      env: { ...process.env, CI: "true" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const collect = (chunk) => (output += chunk);
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    const timer = setInterval(() => {
      const progress = output.match(/^Progress: .*$/gm)?.at(-1);
      if (progress !== undefined) console.log(`  ${progress}`);
    }, 5_000);
    child.once("error", reject);
    child.once("close", (code) => {
      clearInterval(timer);
      resolve({ code, output });
    });
  });
}

/** Runs the command under the Node that the lockfile brings, passes signals on to it, and ends as it ends. */
function handOver() {
  const bin = join(root, "node_modules", ".bin");
  const node = join(bin, "node");
  // Every process here is Node, and most load the same packages: compiled once, they start quicker.
  const compiled = process.env.NODE_COMPILE_CACHE ?? join(root, ".build", "compile-cache");
  const path = `${bin}:${process.env.PATH ?? ""}`;
  const env = { ...process.env, PATH: path, NODE_COMPILE_CACHE: compiled };
  const child = spawn(
    existsSync(node) ? node : process.execPath,
    [join(root, "local", `${command}.ts`), ...args],
    {
      stdio: "inherit",
      env,
    },
  );
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.once("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
}

const missing = missingPrerequisites();
if (missing.length > 0) {
  console.error(
    `To run this, what follows is needed and not here:\n${missing.map((line) => `  ✗ ${line}`).join("\n")}`,
  );
  process.exit(1);
}
try {
  await installPackages();
} catch (error) {
  console.error(`✗ ${error.message}`);
  process.exit(1);
}
handOver();
