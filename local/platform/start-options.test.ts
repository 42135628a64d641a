import { expect, test } from "vitest";
import { startOptions } from "./start-options.ts";

test("without options it stays up on the usual ports", () => {
  expect(startOptions([])).toEqual({ exit: false, watch: false, freePorts: false, docker: false });
});

test("a material is found from where the command was typed", () => {
  const options = startOptions(
    ["--exit", "--material", "start-options.ts", "--question", "Why?"],
    import.meta.dirname,
  );
  expect(options).toMatchObject({
    exit: true,
    material: `${import.meta.dirname}/start-options.ts`,
    question: "Why?",
  });
});

test.each([
  [["--material", "x.pdf"], "--material FILE.pdf and --question"],
  [["--question", "Why?"], "--material FILE.pdf and --question"],
  [["--material", "none.pdf", "--question", "Why?"], /^There is no file .*none\.pdf\.$/],
  [["--docker", "--free-ports"], "--docker uses the usual ports"],
  [["--nonsense"], /^Unknown option '--nonsense'. Known are --exit, /],
])("%s is refused with what is wrong", (args, message) => {
  expect(() => startOptions(args)).toThrow(message);
});
