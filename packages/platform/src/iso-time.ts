/** As Postgres writes a timestamptz where the session's zone is UTC. */
const inUtc = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/;

/**
 * A timestamptz in Postgres' spelling as ISO 8601 in UTC with milliseconds. Without a Date where the zone is UTC, as ours is: a
 * page of a list has sixty of them, and they were a tenth of its work.
 */
export function isoTime(text: string): string {
  const found = inUtc.exec(text);
  if (found === null) return new Date(text).toISOString();
  const [, date, time, fraction = ""] = found;
  return `${date}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}Z`;
}
