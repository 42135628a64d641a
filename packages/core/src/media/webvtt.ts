/** What is said from one second to another. */
export interface SpokenCue {
  readonly start_seconds: number;
  readonly end_seconds: number;
  readonly text: string;
}

/** Cues as a WebVTT file (W3C): in the order of their time, without those that say nothing. */
export function toWebVtt(cues: readonly SpokenCue[]): string {
  const blocks = cues
    .toSorted((one, other) => one.start_seconds - other.start_seconds)
    .map((cue) => ({ ...cue, text: escapeCue(cue.text) }))
    .filter(({ text }) => text !== "")
    .map(({ start_seconds, end_seconds, text }) => {
      const end = Math.max(end_seconds, start_seconds + 0.001);
      return `${timestamp(start_seconds)} --> ${timestamp(end)}\n${text}\n`;
    });
  return ["WEBVTT\n", ...blocks].join("\n");
}

function escapeCue(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  return line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** `hh:mm:ss.ttt` */
function timestamp(seconds: number): string {
  const thousandths = Math.round(seconds * 1000);
  const part = (value: number, digits: number) => String(Math.floor(value)).padStart(digits, "0");
  const [hours, minutes] = [thousandths / 3_600_000, (thousandths / 60_000) % 60];
  return `${part(hours, 2)}:${part(minutes, 2)}:${part((thousandths / 1000) % 60, 2)}.${part(thousandths % 1000, 3)}`;
}
