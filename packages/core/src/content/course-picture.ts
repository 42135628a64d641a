/** Hue of a course's picture in degrees: neighbours in number lie far apart in colour (the golden angle). */
export function hueOf(courseId: number): number {
  return Math.round((courseId * 137.508) % 360);
}

/** The background of a course's picture: 640 × 360, two shades of one colour, and a shape that differs from course to course. */
export function pictureBackground(courseId: number): string {
  const hue = hueOf(courseId);
  const across = 80 + ((courseId * 97) % 480);
  const radius = 120 + ((courseId * 53) % 120);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360">
  <defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1">
    <stop offset="0" stop-color="hsl(${hue}, 55%, 32%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360}, 60%, 22%)"/>
  </linearGradient></defs>
  <rect width="640" height="360" fill="url(#g)"/>
  <circle cx="${across}" cy="40" r="${radius}" fill="hsl(${hue}, 60%, 60%)" fill-opacity="0.18"/>
</svg>`;
}

/** A title as Pango markup says it: nothing of it is markup. */
export function asMarkup(title: string): string {
  const escaped = title.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<span foreground="white">${escaped}</span>`;
}
