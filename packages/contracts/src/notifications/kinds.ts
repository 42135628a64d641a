/**
 * What people are told of. `essential`: she has to act on it, or it takes something from her, so it is always in her list.
 * `digest`: may wait for the daily or weekly mail.
 */
export const notificationKinds = {
  enrolled: { essential: false, digest: false },
  enrollment_failed: { essential: true, digest: false },
  seat_offered: { essential: true, digest: false },
  course_published: { essential: false, digest: true },
  completed: { essential: false, digest: false },
  certificate_revoked: { essential: true, digest: false },
} as const satisfies Record<string, { readonly essential: boolean; readonly digest: boolean }>;

export type NotificationKind = keyof typeof notificationKinds;
export const kinds = Object.keys(notificationKinds) as [NotificationKind, ...NotificationKind[]];

/** Kinds of mail: those, and the one that gathers what could wait. */
export const mailKinds = [...kinds, "digest"] as const;
export type MailKind = (typeof mailKinds)[number];

export const channels = ["email", "in_app"] as const;
export type Channel = (typeof channels)[number];

/** How often what may wait is told by mail; `off`: at once, each by itself. */
export const digestChoices = ["off", "daily", "weekly"] as const;
export type DigestChoice = (typeof digestChoices)[number];
