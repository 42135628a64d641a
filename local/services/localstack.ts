import { mkdir, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { obtain, type Download } from "../downloads/cache.ts";
import { python, type Python } from "../downloads/python.ts";
import { pythonPackages } from "../downloads/python-packages.ts";
import { runClient } from "../downloads/run-client.ts";
import { restoreObjects, saveObjects } from "./localstack-objects.ts";
import { ask, type Command, type Service, type ServiceContext } from "./service.ts";

const pins = join(import.meta.dirname, "..", "downloads", "pins");
/** Where LocalStack, below its root folder, looks for its index of the AWS APIs before it builds one for itself. */
const staticFolder = join("usr", "lib", "localstack");

/** Python 3.11 is served by the last LocalStack that ran on it, later ones by the last that runs without a licence. */
function download(interpreter: Python): Download {
  const [version, tag] = interpreter.minor === 11 ? ["4.12.0", "311"] : ["4.14.0", "312"];
  const requirements = join(pins, `localstack-python${tag}.txt`);
  const packages = pythonPackages("localstack", version, requirements, interpreter, 450);
  const build = async (folder: string) => {
    await packages.build(folder);
    await buildIndex(folder, interpreter);
  };
  return { ...packages, pins: `${packages.pins} indexed, compiled on use`, build };
}

/** The index takes 10 s and 0.5 GB to build: once here, not at each first start. */
async function buildIndex(folder: string, { command }: Python): Promise<void> {
  await mkdir(join(folder, staticFolder), { recursive: true });
  await runClient(command, ["-m", "localstack.aws.spec"], { env: hostMode(folder, folder), cwd: folder });
}

/** Without these it may take this machine for its container, and write outside of its folder. */
function hostMode(place: string, root: string): Record<string, string> {
  const packages = join(place, "packages");
  return {
    PYTHONPATH: packages,
    OVERRIDE_IN_DOCKER: "0",
    FILESYSTEM_ROOT: root,
    HOME: root,
    TMPDIR: join(root, "tmp"),
  };
}

async function start({ ports, dataDir, place }: ServiceContext): Promise<Command[]> {
  await rm(join(dataDir, "tmp"), { recursive: true, force: true }); // objects of an earlier run, which it has forgotten
  await mkdir(join(dataDir, "tmp"), { recursive: true });
  const index = join(dataDir, staticFolder);
  await mkdir(dirname(index), { recursive: true });
  await rm(index, { recursive: true, force: true });
  await symlink(join(place, staticFolder), index);
  const address = `127.0.0.1:${ports.localstack.main}`;
  const env = {
    ...hostMode(place, dataDir),
    SERVICES: "s3,sqs",
    STRICT_SERVICE_LOADING: "1",
    EAGER_SERVICE_LOADING: "1",
    GATEWAY_LISTEN: address,
    LOCALSTACK_HOST: address,
    SQS_ENDPOINT_STRATEGY: "path",
    // Without it a presigned URL that was tampered with passes.
    S3_SKIP_SIGNATURE_VALIDATION: "0",
    // Nothing is asked of, or told to, anybody outside.
    DNS_ADDRESS: "0",
    DISABLE_EVENTS: "1",
    SKIP_SSL_CERT_DOWNLOAD: "1",
    PYTHONUNBUFFERED: "1",
  };
  const { command } = await python();
  return [{ label: "localstack", file: command, args: ["-m", "localstack.runtime.main"], env, cwd: dataDir }];
}

async function probe({ ports, dataDir }: ServiceContext): Promise<boolean> {
  const address = `http://127.0.0.1:${ports.localstack.main}`;
  const { body } = await ask(`${address}/_localstack/health`);
  const health: { services?: Record<string, string> } = JSON.parse(body);
  if (!["s3", "sqs"].every((name) => ["running", "available"].includes(health.services?.[name] ?? "")))
    return false;
  await restoreObjects(address, join(dataDir, "objects"));
  return true;
}

export const localstack: Service = {
  name: "localstack",
  obtain: async (progress) => obtain(download(await python()), progress),
  start,
  probe,
  beforeStop: ({ ports, dataDir }) =>
    saveObjects(`http://127.0.0.1:${ports.localstack.main}`, join(dataDir, "objects")),
  // What it holds is in memory and saved by now: there is nothing it would have to end in order.
  stopSignal: "SIGKILL",
  graceSeconds: 10,
};
