/** With these a course's content stays far below what one document (16 MB) and one reply (6 MB) can hold. */
export const maximumModules = 200;
/** Of all modules together. */
export const maximumLessons = 2_000;
