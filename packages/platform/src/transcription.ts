import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import * as z from "zod";
import { env } from "./env.ts";

/** What a service heard, in seconds from the beginning of the sound. */
export interface HeardSegment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The transcription service did not do it. `permanent`: nor will it the next time. The message is for people. */
export class TranscriptionError extends Error {
  override readonly name = "TranscriptionError";
  readonly permanent: boolean;

  constructor(message: string, permanent: boolean, cause?: unknown) {
    super(message, { cause });
    this.permanent = permanent;
  }
}

const Transcript = z.object({
  segments: z.array(z.object({ start: z.number(), end: z.number(), text: z.string() })).default([]),
});

const openAi = "https://api.openai.com/v1";
const deadlineMs = 10 * 60_000;

/** Whether there is a model that can listen. */
export function canTranscribe(): boolean {
  return env("TRANSCRIPTION_MODEL") !== "";
}

/**
 * What is said in a sound file of less than 25 MB, by an OpenAI-compatible `/audio/transcriptions`.
 * @throws TranscriptionError, or the signal's reason
 */
export async function transcribe(file: string, signal: AbortSignal): Promise<HeardSegment[]> {
  const form = new FormData();
  form.append("file", await openAsBlob(file, { type: "audio/mp4" }), basename(file));
  form.append("model", env("TRANSCRIPTION_MODEL"));
  form.append("response_format", "verbose_json");
  form.append("timestamp_granularities[]", "segment");
  const reply = await ask(form, signal);
  const body = await reply.text();
  if (!reply.ok) throw refusal(reply.status, body);
  const transcript = Transcript.safeParse(tryJson(body));
  if (!transcript.success)
    throw new TranscriptionError("The transcription service answered with no transcript.", true);
  return transcript.data.segments;
}

async function ask(form: FormData, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(`${env("OPENAI_BASE_URL") || openAi}/audio/transcriptions`, {
      method: "POST",
      headers: { authorization: `Bearer ${env("OPENAI_API_KEY")}` },
      body: form,
      signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
    });
  } catch (cause) {
    signal.throwIfAborted();
    throw new TranscriptionError("The transcription service does not answer. Try again later.", false, cause);
  }
}

/** As providers use them: 408, 409, 429 and 5xx may pass, all else is for good. */
function refusal(status: number, body: string): TranscriptionError {
  const permanent = status < 500 && ![408, 409, 429].includes(status);
  const cause = new Error(body.slice(0, 500));
  return new TranscriptionError(`The transcription service refused the sound (${status}).`, permanent, cause);
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
